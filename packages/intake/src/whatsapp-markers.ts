/**
 * What WhatsApp writes in a text export in place of a file or a deleted message, by language: short facts seen in exports
 * and named in chats.md, appendix A (wordings of 2012–2023; versions differ, so a file that exists counts more than words).
 */

type Row = readonly [language: string, attached: string, omitted: string, deleted: string]

/** iPhone: `<attached: FILE>` or `<FILE attached>`, and lines of their own. */
const iphone: readonly Row[] = [
  ['ar', 'المُرفق', 'لم يتم إدراج الصورة', 'تم حذف هذه الرسالة.'],
  ['fa', 'پیوست', 'تصویر حذف شد', 'این پیام حذف شده است.'],
  ['he', 'מצורף', 'התמונה הושמטה', 'הודעה זו נמחקה.'],
  ['ur', 'پیوستہ', 'تصویر نکال دی گئی ہے', 'یہ میسج حذف کر دیا گیا ہے۔'],
  ['bn', 'attached', 'ইমেজ বাদ দেওয়া হয়েছে', 'এই মেসেজটি বাদ দেওয়া হয়েছে।'],
  ['ca', 'adjunt', 'Imatge omesa', "Aquest missatge s'ha suprimit."],
  ['cs', 'příloha', 'obrázek vynechán', 'Tato zpráva byla smazána.'],
  ['da', 'vedhæftet', 'billede udeladt', 'Denne besked er blevet slettet.'],
  ['de', 'Anhang', 'Bild weggelassen', 'Diese Nachricht wurde gelöscht.'],
  ['el', 'επισυνάφθηκε', 'εικόνα παραλείφθηκε', 'Αυτό το μήνυμα διαγράφηκε.'],
  ['en', 'attached', 'image omitted', 'This message was deleted.'],
  ['es', 'adjunto', 'imagen omitida', 'Se eliminó este mensaje.'],
  ['fi', 'liite', 'ei kuvaa', 'Tämä viesti poistettiin.'],
  ['fr', 'pièce jointe', 'image absente', 'Ce message a été supprimé.'],
  ['ga', 'ceangailte', 'íomhá ligthe ar lár', 'Scriosadh an teachtaireacht seo.'],
  ['gu', 'જોડાયેલ', 'છબી પડતી મૂકાઈ', 'આ મેસેજ ડિલીટ કરાયો.'],
  ['hi', 'अटैच किया गया', 'फ़ोटो हटाई गई', 'यह मैसेज डिलीट कर दिया गया है.'],
  ['hr', 'priloženo', 'slika izostavljena', 'Ova je poruka izbrisana.'],
  ['hu', 'csatolva', 'kép küldése sikertelen', 'Ez az üzenet törlésre került.'],
  ['id', 'terlampir', 'gambar tidak disertakan', 'Pesan ini dihapus.'],
  ['it', 'allegato', 'immagine omessa', 'Questo messaggio è stato eliminato.'],
  ['ja', '添付ファイル', '画像は含まれていません', 'このメッセージは削除されました。'],
  ['ko', '첨부됨', '이미지 생략됨', '이 메시지는 삭제되었습니다.'],
  ['mr', 'संलग्न केले', 'इमेज वगळली', 'हा मेसेज हटवण्यात आला.'],
  ['ms', 'dilampir', 'imej tidak dimasukkan', 'Mesej ini telah dipadam.'],
  ['nb', 'vedlagt', 'bilde ikke inkludert', 'Denne meldingen ble slettet.'],
  ['nl', 'bijgevoegd', 'afbeelding weggelaten', 'Dit bericht is verwijderd.'],
  ['pl', 'załączono', 'obraz pominięty', 'Ta wiadomość została usunięta.'],
  ['pt-BR', 'anexado', 'imagem ocultada', 'Mensagem apagada'],
  ['pt', 'anexo', 'imagem não revelada', 'Esta mensagem foi apagada.'],
  ['ro', 'atașare', 'Imagine omisă', 'Acest mesaj a fost șters.'],
  ['ru', 'прикреплено', 'изображение отсутствует', 'Данное сообщение удалено.'],
  ['sk', 'príloha', 'obrázok vynechaný', 'Táto správa bola odstránená.'],
  ['sv', 'bifogat', 'bild utesluten', 'Det här meddelandet raderades.'],
  ['th', 'แนบ', 'ไม่มีรูปภาพ', 'ข้อความนี้ถูกลบแล้ว'],
  ['tr', 'eklendi', 'görüntü dahil edilmedi', 'Bu mesaj silindi.'],
  ['uk', 'додано', 'зображення відсутнє', 'Це повідомлення було видалено.'],
  ['vi', 'đính kèm', 'đã bỏ qua hình ảnh', 'Tin nhắn này đã bị xóa.'],
  ['zh-HK', '附件', '圖片已略去', '此訊息已刪除。'],
  ['zh-Hans', '附件', '照片已忽略', '这条消息已被删除。'],
  ['zh-Hant', '附件', '圖像已省略', '此訊息已刪除。'],
]

/** Android: `FILE (attached)`, `<omitted>`, and a line of its own. */
const android: readonly Row[] = [
  ['af', 'lêer aangeheg', 'Media weggelaat', 'Hierdie boodskap was uitgevee'],
  ['ar', 'الملف مرفق', 'تم استبعاد الوسائط', 'تم حذف هذه الرسالة'],
  ['az', 'fayl əlavə olunub', 'Media çıxarılmışdır', 'Bu ismarıc silindi'],
  ['bg', 'прикачен файл', 'Без файл', 'Съобщението беше изтрито'],
  ['bn', 'ফাইল সংযুক্ত হয়েছে', 'মিডিয়া বাদ দেওয়া হয়েছে', 'এই বার্তাটি মুছে ফেলা হয়েছে'],
  ['ca', 'arxiu adjunt', 'Mitjans omesos', 'Aquest missatge està esborrat'],
  ['cs', 'soubor byl přiložen', 'Média vynechána', 'Tato zpráva byla odstraněna'],
  ['da', 'fil vedhæftet', 'Mediefil udeladt', 'Denne besked blev slettet.'],
  ['de', 'Datei angehängt', 'Medien weggelassen', 'Diese Nachricht wurde gelöscht'],
  ['en', 'file attached', 'Media omitted', 'This message was deleted'],
  ['el', 'συνημμένο αρχείο', 'Εξαίρεση πολυμέσων', 'Αυτό το μήνυμα διαγράφηκε'],
  ['es', 'archivo adjuntado', 'Archivo omitido', 'Este mensaje fue eliminado'],
  ['et', 'fail lisatud', 'Meedia ära jäetud', 'See sõnum on kustutatud'],
  ['fa', 'فایل پیوست شد', 'پيوست نما/آهنگ حذف شد', 'این پیام حذف شد'],
  ['fi', 'liitetiedosto', 'Media jätetty pois', 'Tämä viesti poistettiin.'],
  ['fr', 'fichier joint', 'Fichier omis', 'Ce message a été supprimé'],
  ['gu', 'ફાઇલ જોડાયેલ', 'મીડિયા અવગણાયું', 'આ સંદેશ રદ્દ કરાયો'],
  ['he', 'קובץ מצורף', 'מדיה הושמטה', 'הודעה זו נמחקה'],
  ['hi', 'फाइल अटैच कर दी गई है', 'मीडिया के बिना', 'यह संदेश मिटाया गया'],
  ['hr', 'datoteka u privitku', 'Medijski zapis izostavljen', 'Ova poruka je izbrisana'],
  ['hu', 'fájl csatolva', 'Hiányzó médiafájl', 'Ez az üzenet törlésre került'],
  ['id', 'file terlampir', 'Media tidak disertakan', 'Pesan ini telah dihapus'],
  ['it', 'file allegato', 'Media omesso', 'Questo messaggio è stato eliminato'],
  ['ja', '添付ファイル有り', 'メディアは含まれていません', 'このメッセージは削除されました'],
  ['kk', 'қосымша файл', 'Файл қосылған жоқ', 'Бұл хат жойылды'],
  ['kn', 'ಕಡತ ಸೇರಿಸಲಾಯಿತು', 'ಮೀಡಿಯಾ ಕೈಬಿಡಲಾಗಿದೆ', 'ಈ ಸಂದೇಶವು ಅಳಿಸಲ್ಪಟ್ಟಿದೆ'],
  ['ko', '파일 첨부됨', '미디어 파일을 생략한 대화내용', '이 메시지는 삭제되었습니다'],
  ['lt', 'byla prisegta', 'Praleistas medijos turinys', 'Ši žinutė buvo ištrinta'],
  ['lv', 'pievienots fails', 'Bez multivides', 'Šī ziņa tika izdzēsta'],
  ['mk', 'прикачен фајл', 'Без фајл', 'Оваа порака беше избришана'],
  ['ml', 'ഫയൽ ചേർത്തു', 'മീഡിയ ഒഴിവാക്കി', 'ഈ സന്ദേശം ഇല്ലാതാക്കിയതാണ്'],
  ['mr', 'फाइल संलग्न', 'मीडिया वगळले', 'हा संदेश हटविण्यात आला होता.'],
  ['ms', 'fail dilampirkan', 'Media disingkirkan', 'Mesej ini telah dipadam'],
  ['nb', 'vedlagt fil', 'Uten vedlegg', 'Denne meldingen ble slettet.'],
  ['nl', 'bestand bijgevoegd', 'Media weggelaten', 'Dit bericht is verwijderd'],
  ['pa', 'ਅਟੈਚ ਕੀਤੀ ਫਾਇਲ', 'ਮੀਡੀਆ ਛੱਡਿਆ ਗਿਆ', 'ਇਸ ਸੁਨੇਹੇ ਨੂੰ ਹਟਾਇਆ ਗਿਆ'],
  ['pl', 'załączony plik', 'pliki pominięto', 'Ta wiadomość została usunięta'],
  ['pt', 'ficheiro anexado', 'Ficheiro não revelado', 'Esta mensagem foi apagada pelo remetente.'],
  ['pt-BR', 'arquivo anexado', 'Mídia omitida', 'Esta mensagem foi apagada'],
  ['ro', 'fișier atașat', 'Conținut media omis', 'Acest mesaj a fost șters'],
  ['ru', 'файл добавлен', 'Файл пропущен', 'Данное сообщение удалено'],
  ['sk', 'súbor pripojený', 'Médiá vynechané', 'Táto správa bola odstránená'],
  ['sl', 'priložena datoteka', 'Medij izpuščen', 'To sporočilo je bilo izbrisano'],
  ['sq', 'skedë e ngjitur', 'Pa media', ''],
  ['sr', 'прикачена датотека', 'медији су изостављени', 'Ова порука је обрисана'],
  ['sv', 'bifogad fil', 'Media har utelämnats', 'Detta meddelande raderades'],
  ['sw', 'faili limeambatanishwa', 'Media imerukwa', 'Ujumbe huu ulifutwa'],
  ['ta', 'இணைக்கப்பட்டது', 'ஊடகங்கள் நீக்கப்பட்டது', 'இத்தகவல் திரும்பப்பெறப்பட்டது'],
  ['te', 'ఫైల్ జోడించబడినది', 'మాధ్యమం విస్మరించబడింది', ''],
  ['th', 'ไฟล์ที่แนบ', 'สื่อถูกลบ', 'ข้อความนี้ได้ถูกลบ'],
  ['tl', 'nakalakip na file', 'Walang kalakip na media', 'Itong mensahe ay binura na'],
  ['tr', 'dosya ekli', 'Medya atlanmış', 'Bu mesaj silindi'],
  ['uk', 'файл додано', 'Медіа пропущено', 'Це повідомлення було видалено'],
  ['ur', 'پیوستہ فائل', 'میڈیا چھوڑ دیا گیا', 'یہ پیغام حذف کیا گیا'],
  ['uz', 'fayl biriktirildi', 'Fayl o‘tkazib yuborildi', 'Ushbu xabar o‘chirildi'],
  ['vi', 'tệp đính kèm', 'Bỏ qua Media', 'Tin nhắn này đã bị xoá'],
  ['zh-CN', '文件附件', '省略多媒体文件', '信息已删除'],
  ['zh-HK', '附件檔案', '忽略多媒體檔', '此訊息已刪除。'],
  ['zh-TW', '附件檔案', '忽略多媒體檔', '此訊息已刪除。'],
]

/** Seen in newer versions, or for other kinds of files than pictures. */
const furtherOmitted = [
  'video omitted',
  'audio omitted',
  'sticker omitted',
  'GIF omitted',
  'document omitted',
  'Contact card omitted',
  'medya dahil edilmedi',
  'medien ausgeschlossen',
  'המדיה לא נכללה',
]
const deletedByExporter = ['You deleted this message']

/** Direction marks, isolates and the byte order mark: they stand around generated words and are passed over in comparing. */
export const directionMarks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu

/** The form in which words are compared: without marks, one kind of space, lower case, NFC, without the final stop. */
export function bareWords(text: string): string {
  return text
    .replaceAll(directionMarks, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/[.。۔।]$/u, '')
    .normalize('NFC')
    .toLowerCase()
}

function setOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(bareWords).filter((word) => word !== ''))
}

const rows = [...iphone, ...android]

/** Words beside the name of an attached file, as {@link bareWords}. */
export const attachedWords = setOf(rows.map(([, attached]) => attached))
/** Whole texts that stand for a file that was not exported, without angle brackets. */
export const omittedWords = setOf([...rows.map(([, , omitted]) => omitted), ...furtherOmitted])
/** Whole texts that stand for a deleted message. */
export const deletedWords = setOf([...rows.map(([, , , deleted]) => deleted), ...deletedByExporter])
/** Of these, the ones that tell that the exporter deleted it (chats.md W7). */
export const ownDeletedWords = setOf(deletedByExporter)
