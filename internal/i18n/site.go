package i18n

// siteTexts are the words of the frame around a page, and the findings about
// a user's theme.
func siteTexts() chapter {
	return chapter{
		"site.skip":         {"Saltar al contenido", "Skip to content"},
		"site.menu":         {"Contenido del manual", "Contents of the manual"},
		"site.menu.open":    {"Abrir el contenido del manual", "Open the contents of the manual"},
		"site.menu.close":   {"Cerrar el contenido del manual", "Close the contents of the manual"},
		"site.tree.sub":     {"Subsecciones de {0}", "Subsections of {0}"},
		"site.sub":          {"Subsecciones", "Subsections"},
		"site.toc":          {"En esta página", "On this page"},
		"site.crumbs":       {"Ruta de navegación", "Breadcrumbs"},
		"site.pager":        {"Sección anterior y siguiente", "Previous and next section"},
		"site.prev":         {"Anterior", "Previous"},
		"site.next":         {"Siguiente", "Next"},
		"site.start":        {"Comenzar", "Start"},
		"site.search":       {"Buscar", "Search"},
		"site.generator":    {"Generado con {0}", "Made with {0}"},
		"site.mode.light":   {"claro", "light"},
		"site.mode.dark":    {"oscuro", "dark"},
		"site.copy":         {"Copiar", "Copy"},
		"site.copied":       {"Copiado", "Copied"},
		"site.copy.failed":  {"No se pudo copiar", "Could not copy"},
		"site.theme.light":  {"Tema: claro", "Theme: light"},
		"site.theme.dark":   {"Tema: oscuro", "Theme: dark"},
		"site.theme.auto":   {"Tema: del sistema", "Theme: system"},
		"site.tabs":         {"Opciones", "Options"},
		"site.filter":       {"Filtrar la lista", "Filter the list"},
		"site.filter.hint":  {"Título, código o estado", "Title, code or state"},
		"site.filter.shown": {"Se muestran {0} de {1}", "Showing {0} of {1}"},

		"site.control":          {"Control del documento", "Document control"},
		"site.control.process":  {"Proceso:", "Process:"},
		"site.control.version":  {"Versión:", "Version:"},
		"site.control.validity": {"Vigencia:", "Effective:"},
		"site.control.code":     {"Código:", "Code:"},

		"site.home.manuals":      {"Manuales", "Manuals"},
		"site.home.count.uno":    {"{0} manual", "{0} manual"},
		"site.home.count.varios": {"{0} manuales", "{0} manuals"},
		"site.home.code":         {"Código", "Code"},
		"site.home.title":        {"Manual", "Manual"},
		"site.home.version":      {"Versión", "Version"},
		"site.home.validity":     {"Vigencia", "Effective"},
		"site.home.state":        {"Estado", "State"},
		"site.sections.uno":      {"{0} sección", "{0} section"},
		"site.sections.varios":   {"{0} secciones", "{0} sections"},
		"site.home.empty":        {"Todavía no hay manuales", "There are no manuals yet"},
		"site.home.empty.what": {
			"Cada manual es una carpeta dentro de «content» con sus secciones en Markdown. Cree la primera así:",
			"Each manual is a folder inside “content” with its sections in Markdown. Create the first one like this:",
		},
		"site.home.empty.then": {
			"Después vuelva a construir el sitio con «folio construir», o véalo mientras escribe con «folio servir».",
			"Then build the site again with “folio build”, or watch it as you write with “folio serve”.",
		},
		"site.home.empty.example": {
			"content/\n└── mi-sistema/\n    ├── manual.yaml\n    ├── 01-objetivo.md\n    └── 02-descripcion-de-la-solucion.md",
			"content/\n└── my-system/\n    ├── manual.yaml\n    ├── 01-purpose.md\n    └── 02-description.md",
		},

		"site.cover.register":  {"Control del documento", "Document control"},
		"site.cover.contents":  {"Tabla de contenido", "Table of contents"},
		"site.cover.changes":   {"Control de cambios", "Change control"},
		"site.cover.approvals": {"Elaboración, revisión y aprobación", "Prepared, reviewed and approved"},
		"site.cover.version":   {"Versión", "Version"},
		"site.cover.date":      {"Fecha", "Date"},
		"site.cover.change":    {"Descripción del cambio", "Description of the change"},
		"site.cover.act":       {"Actividad", "Action"},
		"site.cover.name":      {"Nombre", "Name"},
		"site.cover.role":      {"Cargo", "Role"},

		"site.missing.what": {
			"La dirección no corresponde a ninguna página de este sitio. Es posible que la sección haya cambiado de nombre o de lugar.",
			"The address does not match any page of this site. The section may have been renamed or moved.",
		},
		"site.missing.home":    {"Ir al inicio", "Go to the home page"},
		"site.missing.manuals": {"Manuales de este sitio", "Manuals of this site"},

		"TEM-01":             {"la plantilla del tema no funciona y se usa la de Folio: {0}", "the theme's template does not work and Folio's own is used: {0}"},
		"TEM-01.pista":       {"compárela con la plantilla del mismo nombre en el tema «somosig».", "compare it with the template of the same name in the “somosig” theme."},
		"TEM-02":             {"el acento {0} tiene un contraste de {1} en el modo {2}; un texto necesita 4,5:1, así que se usa {3}", "the accent {0} has a contrast of {1} in {2} mode; text needs 4.5:1, so {3} is used"},
		"TEM-02.pista":       {"escriba «{3}» u otro color que contraste más con el papel.", "write “{3}” or another colour with more contrast against the paper."},
		"TEM-02.forma":       {"«{0}» no es un color", "“{0}” is not a colour"},
		"TEM-02.forma.pista": {"escríbalo como #RRGGBB, por ejemplo \"#0B6B4F\" (entre comillas).", "write it as #RRGGBB, for example \"#0B6B4F\" (in quotes)."},
	}
}
