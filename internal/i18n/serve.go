package i18n

// serveTexts are the words of the preview: its lines in the terminal and its
// panel on the page.
func serveTexts() chapter {
	return chapter{
		"serve.ready": {
			"Sitio en {0} ({1}, {2}, {3}, {4}). Guarde un archivo y la página lo muestra; Ctrl+C para terminar.",
			"Site at {0} ({1}, {2}, {3}, {4}). Save a file and the page shows it; Ctrl+C to end.",
		},
		"serve.rebuilt":        {"{0}  {1}: {2}, {3}, {4}", "{0}  {1}: {2}, {3}, {4}"},
		"serve.failed":         {"{0}  {1}: no se pudo construir: {2}", "{0}  {1}: could not build: {2}"},
		"serve.recovered":      {"{0}  {1}: el sitio se construye de nuevo ({2})", "{0}  {1}: the site is being built again ({2})"},
		"serve.port":           {"El puerto {0} está ocupado por otro programa; se usa el {1}.", "Port {0} is taken by another program; {1} is used."},
		"serve.kept":           {"sin cambios hasta que se corrijan los errores", "no change until the errors are corrected"},
		"serve.everything":     {"todo", "everything"},
		"serve.files.uno":      {"{0} archivo", "{0} file"},
		"serve.files.varios":   {"{0} archivos", "{0} files"},
		"serve.pages.uno":      {"{0} página", "{0} page"},
		"serve.pages.varios":   {"{0} páginas", "{0} pages"},
		"serve.manuals.uno":    {"{0} manual", "{0} manual"},
		"serve.manuals.varios": {"{0} manuales", "{0} manuals"},

		"serve.no-findings":     {"sin hallazgos", "no findings"},
		"serve.findings.uno":    {"{0} hallazgo", "{0} finding"},
		"serve.findings.varios": {"{0} hallazgos", "{0} findings"},
		"serve.more.uno":        {"y {0} más", "and {0} more"},
		"serve.more.varios":     {"y {0} más", "and {0} more"},

		"serve.listen": {
			"no se puede servir el sitio en {0}",
			"the site cannot be served at {0}",
		},
		"serve.listen.pista": {
			"indique una dirección de este equipo con --host, u otro puerto con --port.",
			"name an address of this machine with --host, or another port with --port.",
		},
		"serve.exposed": {
			"Advertencia: cualquiera en la red que alcance {0} puede leer este sitio.",
			"Warning: anyone on the network who can reach {0} can read this site.",
		},
		"serve.no-browser": {
			"No se pudo abrir el navegador; abra {0}",
			"The browser could not be opened; open {0}",
		},
		"serve.no-editor": {
			"No se pudo abrir el editor «{0}»; revise --editor o la variable VISUAL.",
			"The editor “{0}” could not be opened; check --editor or the variable VISUAL.",
		},
		"serve.polling.remote": {
			"«{0}» está en una unidad de red, que no avisa de los cambios: los archivos se revisan cada medio segundo.",
			"“{0}” is on a network drive, which does not tell of changes: the files are looked at every half second.",
		},
		"serve.polling.limit": {
			"El sistema no permite vigilar tantos archivos: se revisan cada medio segundo. En Linux, el límite es fs.inotify.max_user_watches.",
			"The system does not allow so many files to be watched: they are looked at every half second. On Linux, the limit is fs.inotify.max_user_watches.",
		},
		"serve.polling.failed": {
			"El sistema dejó de avisar de los cambios: los archivos se revisan cada medio segundo.",
			"The system no longer tells of changes: the files are looked at every half second.",
		},

		"serve.missing":      {"Esta página no existe", "There is no such page"},
		"serve.missing.text": {"En cuanto exista, aparece aquí.", "As soon as there is, it appears here."},
		"serve.nothing":      {"Todavía no hay sitio", "There is no site yet"},
		"serve.nothing.text": {
			"Los errores del contenido no dejan construirlo. Corríjalos y el sitio aparece aquí.",
			"Errors in the content stand in the way. Correct them and the site appears here.",
		},

		"serve.live.panel":            {"Hallazgos de Folio", "Folio's findings"},
		"serve.live.title.uno":        {"{0} hallazgo en esta página", "{0} finding on this page"},
		"serve.live.title.varios":     {"{0} hallazgos en esta página", "{0} findings on this page"},
		"serve.live.elsewhere.uno":    {"y {0} en otras páginas", "and {0} on other pages"},
		"serve.live.elsewhere.varios": {"y {0} en otras páginas", "and {0} on other pages"},
		"serve.live.clean":            {"Sin hallazgos en esta página", "No findings on this page"},
		"serve.live.others":           {"En otras páginas", "On other pages"},
		"serve.live.more":             {"Solo se muestran los primeros {0}.", "Only the first {0} are shown."},
		"serve.live.broken": {
			"Lo último que guardó no se pudo construir; esta es la versión anterior.",
			"What you saved last could not be built; this is the version before.",
		},
		"serve.live.lost":        {"Sin conexión con folio serve; se reintenta.", "No connection to folio serve; trying again."},
		"serve.live.moved":       {"La página «{0}» cambió de lugar: es esta.", "The page “{0}” has moved: it is this one."},
		"serve.live.gone":        {"La página «{0}» ya no existe.", "The page “{0}” no longer exists."},
		"serve.live.explain":     {"Explicar {0}", "Explain {0}"},
		"serve.live.wrong":       {"Mal", "Wrong"},
		"serve.live.right":       {"Bien", "Right"},
		"serve.live.unexplained": {"No se pudo leer la explicación.", "The explanation could not be read."},
		"serve.live.open":        {"Abrir en el editor", "Open in the editor"},
	}
}
