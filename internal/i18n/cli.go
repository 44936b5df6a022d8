package i18n

// cliTexts are the words of the command line.
func cliTexts() chapter {
	return chapter{
		"cli.root.short": {"Manuales de operación controlados, de Markdown a un sitio", "Controlled operations manuals, from Markdown to a site"},
		"cli.root.long": {
			"Folio convierte una carpeta de manuales en Markdown en un sitio navegable,\ncon el cabezote de control de documentos, que se lee en la intranet o desde un disco.",
			"Folio turns a folder of Markdown manuals into a navigable site with the\ndocument-control header, read over an intranet or straight from a disk.",
		},
		"cli.help.usage":    {"Uso", "Usage"},
		"cli.help.aliases":  {"También se escribe", "Also written"},
		"cli.help.examples": {"Ejemplos", "Examples"},
		"cli.help.commands": {"Órdenes", "Commands"},
		"cli.help.flags":    {"Opciones", "Flags"},
		"cli.help.global":   {"Opciones generales", "General flags"},
		"cli.help.more":     {"Escriba «folio ORDEN --help» para ver las opciones de cada una.", "Type “folio COMMAND --help” for the flags of each."},
		"cli.help.command":  {"ORDEN", "COMMAND"},

		"cli.flag.help":        {"muestra esta ayuda", "show this help"},
		"cli.flag.lang":        {"`idioma` de los mensajes: es o en", "`language` of messages: es or en"},
		"cli.flag.content":     {"`carpeta` de los manuales", "`folder` of the manuals"},
		"cli.flag.theme":       {"`tema` del sitio: un nombre de themes/ o una ruta", "`theme` of the site: a name in themes/ or a path"},
		"cli.flag.base-url":    {"`dirección` pública del sitio, para el mapa del sitio", "public `address` of the site, for the site map"},
		"cli.flag.drafts":      {"publica también los borradores", "publish drafts too"},
		"cli.flag.jobs":        {"`número` de manuales que se construyen a la vez (0: uno por procesador)", "`number` of manuals built at once (0: one per processor)"},
		"cli.flag.out":         {"`carpeta` donde queda el sitio", "`folder` of the finished site"},
		"cli.flag.cache":       {"`carpeta` de la caché (si no se indica, la del usuario)", "`folder` of the cache (the user's own by default)"},
		"cli.flag.no-cache":    {"construye todo de nuevo, sin caché", "build everything anew, without a cache"},
		"cli.flag.strict":      {"las advertencias cuentan como errores", "warnings count as errors"},
		"cli.flag.quiet":       {"muestra solo los errores", "show errors only"},
		"cli.flag.format.help": {"`formato` de los hallazgos: text o json", "`format` of findings: text or json"},

		"cli.build.short": {"Construye el sitio", "Build the site"},
		"cli.build.long": {
			"Lee los manuales de --content y deja el sitio en --out, entero o no lo toca.\nTermina con 0 si todo está bien, 1 si hay errores en el contenido, 2 si la orden está\nmal escrita, 3 si falla el equipo (disco, permisos) y 130 si se interrumpe.",
			"Reads the manuals in --content and leaves the site in --out, whole or untouched.\nEnds with 0 if all is well, 1 on errors in content, 2 if the command is wrong,\n3 if the machine fails (disk, permissions) and 130 if interrupted.",
		},
		"cli.build.example": {
			"  folio build\n  folio construir --content manuales --out /srv/manuales --strict",
			"  folio build\n  folio build --content manuals --out /srv/manuals --strict",
		},
		"cli.build.kept": {"no se escribió nada: «{0}» queda como estaba.", "nothing was written: “{0}” stays as it was."},

		"cli.serve.short": {"Muestra el sitio y lo actualiza al guardar", "Show the site and update it on save"},
		"cli.serve.long": {
			"Construye el sitio en memoria, lo sirve en este equipo y recarga la página\nabierta cada vez que usted guarda un archivo. No escribe nada en el disco.",
			"Builds the site in memory, serves it on this machine and reloads the open\npage whenever you save a file. It writes nothing to disk.",
		},
		"cli.serve.example": {"  folio serve\n  folio servir --open --drafts", "  folio serve\n  folio serve --open --drafts"},
		"cli.flag.host":     {"`dirección` en la que se escucha", "`address` to listen on"},
		"cli.flag.port":     {"`puerto` preferido; si está ocupado se toma el siguiente libre", "preferred `port`; if taken, the next free one"},
		"cli.flag.open":     {"abre el sitio en el navegador", "open the site in the browser"},
		"cli.flag.poll":     {"revisa los archivos cada segundo, para unidades de red", "look at the files every second, for network drives"},
		"cli.flag.editor":   {"`orden` que abre un archivo en su editor", "`command` that opens a file in your editor"},

		"cli.version.short":    {"Muestra la versión de Folio", "Show Folio's version"},
		"cli.completion.short": {"Genera el autocompletado para su consola", "Generate completion for your shell"},
		"cli.completion.long": {
			"Escribe el guion de autocompletado. En bash, por ejemplo:\n  source <(folio completion bash)",
			"Prints the completion script. In bash, for instance:\n  source <(folio completion bash)",
		},
		"cli.completion.which":       {"falta decir para cuál consola", "say for which shell"},
		"cli.completion.which.pista": {"use una de: bash, zsh, fish, powershell.", "use one of: bash, zsh, fish, powershell."},
		"cli.completion.shell":       {"no hay autocompletado para «{0}»", "there is no completion for “{0}”"},
		"cli.completion.shell.pista": {"use una de: bash, zsh, fish, powershell.", "use one of: bash, zsh, fish, powershell."},

		"cli.command.unknown":         {"no existe la orden «{0}»", "there is no command “{0}”"},
		"cli.command.unknown.pista":   {"escriba «folio --help» para ver las que hay.", "type “folio --help” to see those there are."},
		"cli.command.similar":         {"no existe la orden «{0}»", "there is no command “{0}”"},
		"cli.command.similar.pista":   {"¿quiso decir «folio {1}»?", "did you mean “folio {1}”?"},
		"cli.args.none":               {"«folio {0}» no lleva «{1}»", "“folio {0}” takes no “{1}”"},
		"cli.args.none.pista":         {"las carpetas se indican con opciones; escriba «folio {0} --help».", "folders are given with flags; type “folio {0} --help”."},
		"cli.flag.unknown":            {"no existe la opción --{0}", "there is no flag --{0}"},
		"cli.flag.unknown.pista":      {"escriba «{1} --help» para ver las que hay.", "type “{1} --help” to see those there are."},
		"cli.flag.similar":            {"no existe la opción --{0}", "there is no flag --{0}"},
		"cli.flag.similar.pista":      {"¿quiso decir --{1}?", "did you mean --{1}?"},
		"cli.flag.value":              {"a la opción --{0} le falta su valor", "the flag --{0} lacks its value"},
		"cli.flag.value.pista":        {"escríbalo después de un espacio o de «=».", "write it after a space or “=”."},
		"cli.flag.bad":                {"--{0} no admite «{1}»", "--{0} does not take “{1}”"},
		"cli.flag.bad.pista":          {"escriba la orden con --help para ver qué espera.", "type the command with --help to see what it expects."},
		"cli.flag.format":             {"--format no admite «{0}»", "--format does not take “{0}”"},
		"cli.flag.format.pista":       {"use text o json.", "use text or json."},
		"cli.flag.base-url.bad":       {"--base-url no es una dirección completa: «{0}»", "--base-url is not a complete address: “{0}”"},
		"cli.flag.base-url.bad.pista": {"escriba algo como https://manuales.example/despliegue/.", "write something like https://manuales.example/despliegue/."},

		"cli.source-date":       {"SOURCE_DATE_EPOCH no es una fecha: «{0}»", "SOURCE_DATE_EPOCH is no date: “{0}”"},
		"cli.source-date.pista": {"escriba los segundos desde 1970, como en «git log -1 --format=%ct», o quite la variable.", "write the seconds since 1970, as in “git log -1 --format=%ct”, or remove the variable."},

		"cli.error.missing":          {"no existe «{0}»", "“{0}” does not exist"},
		"cli.error.missing.pista":    {"revise la ruta, o indique la carpeta de los manuales con --content.", "check the path, or give the folder of the manuals with --content."},
		"cli.error.permission":       {"no hay permiso para abrir «{0}»", "no permission to open “{0}”"},
		"cli.error.permission.pista": {"pida permiso de lectura sobre esa carpeta.", "ask for permission to read that folder."},
		"cli.error.path":             {"no se pudo usar «{0}»: {1}", "“{0}” could not be used: {1}"},

		"cli.interrupted": {"interrumpido; no se cambió nada.", "interrupted; nothing was changed."},
		"cli.progress":    {"{0} de {1} manuales…", "{0} of {1} manuals…"},

		"cli.manuals.uno":     {"{0} manual", "{0} manual"},
		"cli.manuals.varios":  {"{0} manuales", "{0} manuals"},
		"cli.pages.uno":       {"{0} página", "{0} page"},
		"cli.pages.varios":    {"{0} páginas", "{0} pages"},
		"cli.errors.uno":      {"{0} error", "{0} error"},
		"cli.errors.varios":   {"{0} errores", "{0} errors"},
		"cli.warnings.uno":    {"{0} advertencia", "{0} warning"},
		"cli.warnings.varios": {"{0} advertencias", "{0} warnings"},
		"cli.notes.uno":       {"{0} nota", "{0} note"},
		"cli.notes.varios":    {"{0} notas", "{0} notes"},
		"cli.clean":           {"sin hallazgos", "no findings"},

		"site.default-title": {"Manuales", "Manuals"},
	}
}
