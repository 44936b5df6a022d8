package i18n

// sourceTexts are the findings about files and folders.
func sourceTexts() chapter {
	return chapter{
		"SRC-01":       {"Folio solo lee Markdown: este archivo «{0}» no se publica", "Folio only reads Markdown: this “{0}” file is not published"},
		"SRC-01.pista": {"conviértalo a Markdown (.md) o sáquelo de la carpeta de contenido.", "convert it to Markdown (.md) or move it out of the content folder."},

		"SRC-02":              {"dos archivos para una misma sección: «{0}» ya ocupa la página «{1}»", "two files for one section: “{0}” already takes the page “{1}”"},
		"SRC-02.pista":        {"cambie el nombre de uno de los dos; el número del principio no los distingue.", "rename one of them; the leading number does not tell them apart."},
		"SRC-02.manual":       {"dos carpetas para un mismo manual: «{0}» ya ocupa «{1}»", "two folders for one manual: “{0}” already takes “{1}”"},
		"SRC-02.manual.pista": {"cambie el nombre de una de las dos carpetas.", "rename one of the two folders."},

		"SRC-03":               {"el enlace simbólico no lleva a un archivo dentro de la carpeta de contenido", "the symbolic link does not lead to a file inside the content folder"},
		"SRC-03.pista":         {"copie el archivo en la carpeta: Folio no lee nada fuera de ella.", "copy the file into the folder: Folio reads nothing outside it."},
		"SRC-03.carpeta":       {"Folio no sigue enlaces simbólicos a carpetas", "Folio does not follow symbolic links to folders"},
		"SRC-03.carpeta.pista": {"copie la carpeta, o use {{incluir}} para compartir texto entre manuales.", "copy the folder, or use {{incluir}} to share text between manuals."},

		"SRC-04":       {"esta carpeta ya tiene «{0}»; este archivo no se publica", "this folder already has “{0}”; this file is not published"},
		"SRC-04.pista": {"deje uno de los dos como página de la carpeta.", "keep one of the two as the folder's page."},

		"SRC-05":       {"el archivo no está en UTF-8: byte {0}", "the file is not UTF-8: byte {0}"},
		"SRC-05.pista": {"guárdelo con codificación UTF-8; los caracteres dañados se muestran como «\uFFFD».", "save it as UTF-8; damaged characters show as “\uFFFD”."},

		"SRC-06":       {"los datos del comienzo están en TOML (+++): Folio solo lee YAML (---)", "TOML front matter (+++): Folio only reads YAML (---)"},
		"SRC-06.pista": {"páselos a YAML entre dos líneas «---»; por ahora se ignoran, salvo que la página sea un borrador.", "move its data to YAML between two “---” lines; for now they are ignored, but for whether the page is a draft."},

		"SRC-07":       {"los datos del comienzo no se cierran: falta la línea «---»", "the front matter is never closed: a “---” line is missing"},
		"SRC-07.pista": {"escriba «---» en una línea propia después del último dato.", "write “---” on a line of its own after the last datum."},

		"SRC-08":       {"los datos del comienzo pasan de {0} KiB y se ignoran", "the front matter is over {0} KiB and is ignored"},
		"SRC-08.pista": {"lleve el texto al cuerpo de la página.", "move the text to the page's body."},

		"SRC-09":       {"la carpeta está a más de {0} niveles y no se publica", "the folder is over {0} levels deep and is not published"},
		"SRC-09.pista": {"reparta el manual en menos niveles.", "spread the manual over fewer levels."},

		"SRC-10":       {"manual.yaml dentro de una sección: se ignora", "manual.yaml inside a section: it is ignored"},
		"SRC-10.pista": {"un manual es una carpeta directamente dentro de la carpeta de contenido.", "a manual is a folder directly inside the content folder."},

		"SRC-11":       {"el número {1} ya lo lleva «{0}»; se ordenan por nombre", "“{0}” already has the number {1}; they are ordered by name"},
		"SRC-11.pista": {"dé a cada sección un número distinto.", "give each section a number of its own."},

		"SRC-12":                 {"de este nombre no se puede hacer una dirección", "no address can be made from this name"},
		"SRC-12.pista":           {"use letras o números en el nombre, por ejemplo «03-componentes.md».", "use letters or digits in the name, such as “03-componentes.md”."},
		"SRC-12.reservado":       {"«{0}» es un nombre reservado en Windows", "“{0}” is a reserved name on Windows"},
		"SRC-12.reservado.pista": {"elija otro nombre para que el sitio se pueda copiar a cualquier equipo.", "choose another name so that the site can be copied to any machine."},

		"SRC-12.utf8":       {"el nombre no está en UTF-8", "the name is not UTF-8"},
		"SRC-12.utf8.pista": {"vuelva a escribirlo en este equipo, con letras sin tildes; suele venir de un archivo comprimido en otro sistema.", "type it anew on this machine, in letters without accents; it usually comes from an archive made on another system."},

		"SRC-13":       {"la página pasa de {0} MiB", "the page is over {0} MiB"},
		"SRC-13.pista": {"divídala en secciones, o entregue los datos como archivo enlazado.", "split it into sections, or hand the data out as a linked file."},

		"SRC-15":       {"«{0}» no se puede publicar: no todos los sistemas admiten ese nombre", "“{0}” cannot be published: not every system can have that name"},
		"SRC-15.pista": {"cambie el nombre del archivo: evite \\ : * ? \" < > |, los nombres CON, PRN, AUX, NUL, COM1 o LPT1, y los puntos y espacios finales.", "rename the file: avoid \\ : * ? \" < > |, the names CON, PRN, AUX, NUL, COM1 or LPT1, and final dots and spaces."},

		"SRC-16":              {"«{0}» y «{1}» no pueden estar en el mismo sitio: hay sistemas que no distinguen sus nombres", "“{0}” and “{1}” cannot be in the same site: some systems cannot tell their names apart"},
		"SRC-16.pista":        {"cambie el nombre de uno de los dos; no basta con mayúsculas o tildes.", "rename one of the two; capitals or accents are not enough."},
		"SRC-16.pagina":       {"«{0}» no se puede publicar: su dirección es la de la página de «{1}»", "“{0}” cannot be published: its address is that of the page of “{1}”"},
		"SRC-16.pagina.pista": {"enlace la página, o cambie el nombre del archivo.", "link to the page, or rename the file."},
		"SRC-16.tilde":        {"hay dos archivos «{0}», que solo difieren en la forma en que el sistema guarda las tildes", "there are two files “{0}”, which only differ in how the system stores accents"},
		"SRC-16.tilde.pista":  {"deje uno de los dos, o escriba el nombre sin tildes.", "keep one of the two, or write the name without accents."},

		"SRC-17":       {"la ruta está escrita con «\\»", "the path is written with “\\”"},
		"SRC-17.pista": {"en las direcciones se usa «/» en todos los sistemas: escriba «{0}».", "addresses use “/” on every system: write “{0}”."},

		"SRC-30":       {"este archivo no se lee aquí: los datos del sitio van junto a la carpeta de contenido", "this file is not read here: the site's data belong beside the content folder"},
		"SRC-30.pista": {"llévelo a la carpeta que contiene la de contenido.", "move it to the folder that holds the content folder."},
		"SRC-31":       {"este archivo no se lee: los datos del sitio van en «{0}»", "this file is not read: the site's data belong in “{0}”"},
		"SRC-31.pista": {"pase sus datos a ese archivo, en YAML, o cambie el nombre de este.", "move its data to that file, as YAML, or rename this one."},

		"SRC-18":       {"este archivo está suelto junto a las carpetas de los manuales y no se publica", "this file stands loose beside the manuals' folders and is not published"},
		"SRC-18.pista": {"llévelo a la carpeta de un manual; aquí solo van index.md y glosario.md.", "move it into a manual's folder; only index.md and glosario.md belong here."},

		"SRC-40":              {"«{0}» no es la línea con la que empiezan los datos de una página; se leen de todas formas", "“{0}” is not the line that a page's data begin with; they are read all the same"},
		"SRC-40.pista":        {"escriba «---», tres guiones y nada más, en la primera línea y en la que sigue al último dato; un dato es «clave: valor».", "write “---”, three hyphens and nothing else, on the first line and on the one after the last datum; a datum is “key: value”."},
		"SRC-40.cierre":       {"«{0}» no es la línea con la que terminan los datos de una página; se toma por ella", "“{0}” is not the line that a page's data end with; it is taken for it"},
		"SRC-40.cierre.pista": {"escriba «---», tres guiones y nada más.", "write “---”, three hyphens and nothing else."},
		"SRC-40.falta":        {"antes de los datos de la página falta una línea «---»; se leen de todas formas", "a “---” line is missing before the page's data; they are read all the same"},
		"SRC-40.falta.pista":  {"escriba «---» en la primera línea del archivo y en la que sigue al último dato.", "write “---” on the first line of the file and on the one after the last datum."},
		"SRC-41":              {"los datos de la página no están al comienzo del archivo; se leen de todas formas", "the page's data do not stand at the beginning of the file; they are read all the same"},
		"SRC-41.pista":        {"páselos a la primera línea, antes del título, con sus dos líneas «---».", "move them to the first line, before the title, with their two “---” lines."},
	}
}
