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

		"MAN-01":       {"el manual no tiene manual.yaml: faltan código, versión, vigencia, proceso y entidad", "the manual has no manual.yaml: code, version, validity, process and entity are missing"},
		"MAN-01.pista": {"cree manual.yaml con al menos «titulo:», «codigo:», «version:» y «vigencia:».", "make manual.yaml with at least “titulo:”, “codigo:”, “version:” and “vigencia:”."},
	}
}
