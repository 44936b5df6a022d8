package i18n

// documentTexts are the words about a document's state and history, and the
// findings about its earlier names.
func documentTexts() chapter {
	return chapter{
		"site.notices": {"Avisos sobre este documento", "Notices about this document"},

		"site.notice.borrador":         {"Borrador", "Draft"},
		"site.notice.borrador.text":    {"Este documento no se ha aprobado todavía; puede estar incompleto.", "This document has not been approved yet; it may be incomplete."},
		"site.notice.section":          {"Borrador", "Draft"},
		"site.notice.section.text":     {"Esta sección es un borrador y no se publica con el manual.", "This section is a draft and is not published with the manual."},
		"site.notice.en-revision":      {"En revisión", "Under review"},
		"site.notice.en-revision.text": {"Este documento se está revisando y puede cambiar antes de su aprobación.", "This document is being reviewed and may change before it is approved."},
		"site.notice.obsoleto":         {"Obsoleto", "Obsolete"},
		"site.notice.obsoleto.text":    {"Este documento ya no está vigente.", "This document is no longer in force."},
		"site.notice.replaced":         {"Lo reemplaza", "It is replaced by"},
		"site.notice.vencido":          {"Revisión vencida", "Review overdue"},
		"site.notice.vencido.text":     {"Este documento debía revisarse a más tardar el {0}; puede estar desactualizado.", "This document was to be reviewed by {0}; it may be out of date."},

		"site.changed":         {"Última modificación:", "Last modified:"},
		"site.changed.unsaved": {"Última modificación: sin confirmar en el repositorio", "Last modified: not yet committed to the repository"},
		"site.edit":            {"Editar esta página", "Edit this page"},
		"site.moved":           {"Esta página cambió de lugar", "This page has moved"},

		"SIT-02":       {"la copia de git está recortada: no se conoce la fecha de {0} de las páginas", "the git clone is shallow: the date of {0} of the pages is not known"},
		"SIT-02.pista": {"traiga la historia completa, con «git fetch --unshallow» o, en integración continua, con GIT_DEPTH: 0 o fetch-depth: 0.", "fetch the whole history, with “git fetch --unshallow” or, in continuous integration, with GIT_DEPTH: 0 or fetch-depth: 0."},
		"SIT-03":       {"git tardó más de {0} segundos: las páginas no llevan la fecha de su última modificación", "git took more than {0} seconds: the pages do not carry the date of their last change"},
		"SIT-03.pista": {"si el repositorio es muy grande, clone solo la rama que publica.", "if the repository is very large, clone only the branch that you publish."},

		"SIT-03.propietario":       {"git no entrega la historia: el repositorio es de otro usuario, y las páginas no llevan la fecha de su última modificación", "git does not give the history: the repository is another user's, and the pages do not carry the date of their last change"},
		"SIT-03.propietario.pista": {"si confía en él, ejecute «git config --global --add safe.directory '{0}'» con el usuario que construye.", "if you trust it, run “git config --global --add safe.directory '{0}'” as the user who builds."},
		"SIT-03.falta":             {"el contenido está en un repositorio, pero no se encuentra git: las páginas no llevan la fecha de su última modificación", "the content is in a repository, but git cannot be found: the pages do not carry the date of their last change"},
		"SIT-03.falta.pista":       {"instale git en el equipo o en la imagen del contenedor donde se construye.", "install git on the machine or in the container image that builds."},
		"SIT-03.git":               {"git no pudo leer la historia del repositorio «{0}»: las páginas no llevan la fecha de su última modificación", "git could not read the history of the repository “{0}”: the pages do not carry the date of their last change"},
		"SIT-03.git.pista":         {"ejecute «git log -1» en esa carpeta: dirá qué ocurre.", "run “git log -1” in that folder: it will say what is wrong."},

		"ENL-06":                {"«{0}» es un nombre anterior: ahora es «{1}»", "“{0}” is an earlier name: it is “{1}” now"},
		"ENL-06.pista":          {"escriba el nombre actual; el enlace funciona mientras el alias exista.", "write the current name; the link works for as long as the alias exists."},
		"ENL-07":                {"el alias «{0}» ocupa la dirección de «{1}»", "the alias “{0}” takes the address of “{1}”"},
		"ENL-07.pista":          {"quite el alias: esa dirección ya tiene una página.", "remove the alias: that address has a page already."},
		"ENL-07.repetido":       {"el alias «{0}» ya está en «{1}»", "the alias “{0}” is already in “{1}”"},
		"ENL-07.repetido.pista": {"deje el alias solo en la página que reemplaza a la anterior.", "keep the alias only on the page that replaces the earlier one."},
		"ENL-07.forma":          {"el alias «{0}» no es un nombre que haya podido tener esta página", "the alias “{0}” is no name that this page can have had"},
		"ENL-07.forma.pista":    {"escriba el nombre anterior del archivo visto desde la carpeta del manual, como en «05-instalacion.md».", "write the file's earlier name as seen from the manual's folder, as in “05-instalacion.md”."},
		"ENL-07.carpeta":        {"el alias «{0}» no es un nombre de carpeta", "the alias “{0}” is not the name of a folder"},
		"ENL-07.carpeta.pista":  {"escriba el nombre anterior de la carpeta del manual, sin «/».", "write the earlier name of the manual's folder, without “/”."},
	}
}
