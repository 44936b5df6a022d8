// Package themes carries the theme, the blueprints and the beginnings of sites and manuals that ship with Folio, as files. It exists
// because go:embed can only reach below the folder of its own package; what
// the files mean is package theme's business.
package themes

import "embed"

// Files holds somosig/templates, somosig/assets, plantillas, the blueprints, and
// andamios, what «folio new» begins with, and soporte.txt, until when programs are
// supported.
//
//go:embed somosig/templates somosig/assets plantillas andamios soporte.txt
var Files embed.FS
