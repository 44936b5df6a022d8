package i18n

// pipelineTexts are the words of document control, and the findings about a
// site and its manuals as a whole.
func pipelineTexts() chapter {
	return chapter{
		"estado.borrador":    {"Borrador", "Draft"},
		"estado.en-revision": {"En revisión", "Under review"},
		"estado.vigente":     {"Vigente", "In force"},
		"estado.obsoleto":    {"Obsoleto", "Obsolete"},

		"control.codigo":   {"Código", "Code"},
		"control.version":  {"Versión", "Version"},
		"control.vigencia": {"Vigencia", "In force since"},
		"control.estado":   {"Estado", "State"},
		"control.proceso":  {"Proceso", "Process"},
		"control.entidad":  {"Entidad", "Entity"},
		"control.revision": {"Próxima revisión", "Next review"},
		"control.elaboro":  {"Elaboró", "Prepared by"},
		"control.reviso":   {"Revisó", "Reviewed by"},
		"control.aprobo":   {"Aprobó", "Approved by"},

		"site.search.title": {"Buscar", "Search"},
		"site.404.title":    {"Página no encontrada", "Page not found"},

		"SIT-01":       {"no hay ningún manual en esta carpeta", "there is no manual in this folder"},
		"SIT-01.pista": {"cree una carpeta por sistema con sus secciones en archivos .md.", "make one folder per system with its sections in .md files."},

		"MAN-01":             {"el manual no tiene manual.yaml: faltan código, versión, vigencia, proceso y entidad", "the manual has no manual.yaml: code, version, validity, process and entity are missing"},
		"MAN-01.uno":         {"esta carpeta es un solo manual, porque tiene páginas propias, y no tiene manual.yaml: faltan código, versión, vigencia, proceso y entidad", "this folder is one manual, since it has pages of its own, and has no manual.yaml: code, version, validity, process and entity are missing"},
		"MAN-01.uno.pista":   {"cree manual.yaml aquí; o, si cada carpeta es un manual, créelo en cada una y lleve las páginas sueltas a la suya.", "make manual.yaml here; or, if each folder is a manual, make one in each and move the loose pages into theirs."},
		"MAN-01.vacio":       {"manual.yaml está vacío: faltan código, versión, vigencia, proceso y entidad", "manual.yaml is empty: code, version, validity, process and entity are missing"},
		"MAN-01.vacio.pista": {"escriba al menos «titulo:», «codigo:», «version:» y «vigencia:».", "write at least “titulo:”, “codigo:”, “version:” and “vigencia:”."},

		"MAN-02":                {"en este sitio no hay ningún manual «{0}»: se nombra sin enlace", "this site has no manual “{0}”: it is named without a link"},
		"MAN-02.pista":          {"escriba la carpeta o el código de un manual de este sitio.", "write the folder or the code of a manual of this site."},
		"MAN-02.parecido":       {"en este sitio no hay ningún manual «{0}»: se nombra sin enlace", "this site has no manual “{0}”: it is named without a link"},
		"MAN-02.parecido.pista": {"¿quiso decir «{1}»?", "did you mean “{1}”?"},
		"MAN-02.propio":         {"«reemplazado-por» nombra este mismo manual, y no se muestra", "“reemplazado-por” names this very manual, and is not shown"},
		"MAN-02.propio.pista":   {"escriba la carpeta o el código del manual que lo reemplaza.", "write the folder or the code of the manual that replaces it."},
		"MAN-02.estado":         {"«reemplazado-por» no se muestra: el manual no está obsoleto", "“reemplazado-por” is not shown: the manual is not obsolete"},
		"MAN-02.estado.pista":   {"agregue «estado: obsoleto», o borre la línea.", "add “estado: obsoleto”, or delete the line."},

		"MAN-03":       {"«{0}» no tiene valor", "“{0}” has no value"},
		"MAN-03.pista": {"escríbalo, o borre la línea.", "write it, or delete the line."},
		"MAN-04":       {"a este elemento de «{1}» le falta «{0}»", "this item of “{1}” lacks “{0}”"},
		"MAN-04.pista": {"agregue «{0}: …» a los datos del elemento.", "add “{0}: …” to the item's data."},

		"MAN-01.pista": {"cree manual.yaml con al menos «titulo:», «codigo:», «version:» y «vigencia:».", "make manual.yaml with at least “titulo:”, “codigo:”, “version:” and “vigencia:”."},
	}
}
