// Package themes carries the theme that ships with Folio, as files. It exists
// because go:embed can only reach below the folder of its own package; what
// the files mean is package theme's business.
package themes

import "embed"

// Files holds somosig/templates, somosig/assets and plantillas, the blueprints.
//
//go:embed somosig/templates somosig/assets plantillas
var Files embed.FS
