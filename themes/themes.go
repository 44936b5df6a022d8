// Package themes carries the theme that ships with Folio, as files. It exists
// because go:embed can only reach below the folder of its own package; what
// the files mean is package theme's business.
package themes

import "embed"

// Files holds somosig/templates and somosig/assets.
//
//go:embed somosig/templates somosig/assets
var Files embed.FS
