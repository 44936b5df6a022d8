package i18n

// searchTexts are the words of the search screen. The browser fills {0}, {1}.
func searchTexts() chapter {
	return chapter{
		"search.title":       {"Buscar", "Search"},
		"search.label":       {"Buscar en los manuales", "Search the manuals"},
		"search.placeholder": {"Palabra, comando o mensaje de error", "Word, command or error message"},
		"search.close":       {"Cerrar la búsqueda", "Close search"},
		"search.clear":       {"Borrar lo escrito", "Clear"},
		"search.script":      {"La búsqueda necesita JavaScript. Desde el inicio del sitio se llega a todos los manuales.", "Search needs JavaScript. All manuals can be reached from the home page."},
		"search.home":        {"Ir al inicio", "Go to the home page"},

		"search.loading": {"Cargando el índice…", "Loading the index…"},
		"search.failed":  {"No se pudo leer el índice de búsqueda. Es posible que el sitio se haya actualizado.", "The search index could not be read. The site may have been updated."},
		"search.reload":  {"Cargar de nuevo", "Load again"},

		"search.results.none":  {"Sin resultados", "No results"},
		"search.results.one":   {"1 resultado", "1 result"},
		"search.results.many":  {"{0} resultados", "{0} results"},
		"search.results.more":  {"más de {0} resultados", "more than {0} results"},
		"search.some":          {"{0} con solo algunas de las palabras", "{0} with only some of the words"},
		"search.rest":          {"Solo con algunas de las palabras", "With only some of the words"},
		"search.more":          {"Mostrar más resultados", "Show more results"},
		"search.showing":       {"se muestran {0}", "showing {0}"},
		"search.corrected":     {"No aparece «{0}»; se muestran resultados de «{1}».", "“{0}” does not occur; showing results for “{1}”."},
		"search.missing":       {", sin {0}", ", without {0}"},
		"search.excluded":      {"Se excluye lo que tiene {0}: va después de un guion.", "What has {0} is left out: it follows a hyphen."},
		"search.excluded.hint": {"Se excluye lo que tiene «{0}», porque va después de un guion. Si el guion es parte de lo que busca, escríbalo entre comillas.", "What has “{0}” is left out, since it follows a hyphen. If the hyphen is part of what you seek, put it in quotes."},
		"search.nofilter":      {"Buscar en todo el sitio", "Search the whole site"},

		"search.none":      {"No hay resultados para «{0}»", "No results for “{0}”"},
		"search.none.hint": {"Revise la escritura, use menos palabras o pruebe con un sinónimo. Un mensaje de error puede pegarse completo.", "Check the spelling, use fewer words or try a synonym. An error message can be pasted whole."},
		"search.stop":      {"Escriba al menos una palabra más precisa: las que hay están en casi todas las páginas o son demasiado cortas.", "Type a more precise word: these are on nearly every page, or too short."},

		"search.recent":          {"Búsquedas recientes", "Recent searches"},
		"search.forget":          {"Borrar las búsquedas recientes", "Forget recent searches"},
		"search.tips":            {"Cómo precisar la búsqueda", "How to be more precise"},
		"search.example.number":  {"tabla 14", "table 14"},
		"search.example.phrase":  {`"copia de seguridad"`, `"backup copy"`},
		"search.example.exclude": {"puerto -ssh", "port -ssh"},
		"search.example.system":  {"puerto sistema:{0}", "port sistema:{0}"},
		"search.example.section": {"conexión seccion:errores", "connection seccion:errors"},
		"search.example.paste":   {"ORA-00942: …", "ORA-00942: …"},

		"search.tip.number":  {"La tabla, el numeral o el paso de ese número", "The table, section or step with that number"},
		"search.tip.phrase":  {"La frase exacta", "The exact phrase"},
		"search.tip.exclude": {"Sin esa palabra", "Without that word"},
		"search.tip.system":  {"En un solo sistema", "In one system only"},
		"search.tip.section": {"En una clase de sección", "In one kind of section"},
		"search.tip.paste":   {"Un mensaje de error, pegado completo", "An error message, pasted whole"},

		"search.systems":  {"Sistema", "System"},
		"search.sections": {"Sección", "Section"},
		"search.filters":  {"Filtrar los resultados", "Filter the results"},
		"search.all":      {"Ver todos", "Show all"},

		"search.key.move":  {"moverse", "move"},
		"search.key.open":  {"abrir", "open"},
		"search.key.close": {"cerrar", "close"},

		"search.kind.m": {"Manual", "Manual"},
		"search.kind.s": {"Sección", "Section"},
		"search.kind.t": {"Tabla", "Table"},
		"search.kind.i": {"Imagen", "Image"},
		"search.kind.l": {"Listado", "Listing"},
		"search.kind.p": {"Paso", "Step"},
		"search.kind.e": {"Error", "Error"},
		"search.kind.g": {"Término", "Term"},

		// Beginnings of titles: what an operator in need opens first.
		"search.first":  {"errores procedimiento soporte", "error procedure support"},
		"search.within": {"En {0}", "In {0}"},

		"search.environment": {"Valor en el ambiente {0}", "Value in the environment {0}"},

		"search.marks":       {"{0} de {1}", "{0} of {1}"},
		"search.marks.none":  {"Sin coincidencias en esta página", "No match on this page"},
		"search.marks.next":  {"Coincidencia siguiente", "Next match"},
		"search.marks.prev":  {"Coincidencia anterior", "Previous match"},
		"search.marks.clear": {"Quitar las marcas", "Remove the marks"},
	}
}
