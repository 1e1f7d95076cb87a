export { previewPackage, type PackagePreview, type PackageRequest } from './choose.ts'
export { DossierError, type DossierErrorCode } from './errors.ts'
export { fingerprintOf, makePackage, type MadePackage } from './make-package.ts'
export { proposedPackage, proposePackage, requirePackageAllowed } from './package-act.ts'
