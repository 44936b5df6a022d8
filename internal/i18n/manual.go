package i18n

// manualTexts are the words and findings of numbering and references.
func manualTexts() chapter {
	return chapter{
		"man.untitled":   {"Manual sin título", "Untitled manual"},
		"man.home":       {"Inicio", "Home"},
		"man.glossary":   {"Glosario", "Glossary"},
		"man.numeral":    {"numeral {0} {1}", "section {0} {1}"},
		"man.numeral.of": {"numeral {1} {2} {0}", "section {1} {2} {0}"},
		"man.label.of":   {"{1} {0}", "{1} {0}"},
		"man.of.el":      {"del {0}", "of {0}"},
		"man.of.la":      {"de la {0}", "of {0}"},
		"man.of.otro":    {"de «{0}»", "of {0}"},
		"man.tabla":      {"Tabla {0}", "Table {0}"},
		"man.imagen":     {"Imagen {0}", "Image {0}"},
		"man.paso":       {"Paso {0}", "Step {0}"},
		"man.paso.aqui":  {"paso {0}", "step {0}"},
		"man.paso.del":   {"paso {0} del numeral {1}", "step {0} of section {1}"},
		"man.paso.de":    {"paso {0} de «{1}»", "step {0} of “{1}”"},
		"man.listado":    {"Listado {0}", "Listing {0}"},
		"man.tablas":     {"Lista de tablas", "List of tables"},
		"man.imagenes":   {"Lista de imágenes", "List of images"},
		"man.listados":   {"Lista de listados", "List of listings"},

		"CAP-01":       {"el número {0} de la leyenda no corresponde: es {1}", "the caption's number {0} is not right: it is {1}"},
		"CAP-01.pista": {"borre el número y escriba solo «Tabla:» o «Imagen:»: Folio numera.", "delete the number and write just “Tabla:” or “Imagen:”: Folio numbers."},

		"GLO-01":       {"la sigla «{0}» no está en el glosario", "the acronym “{0}” is not in the glossary"},
		"GLO-01.pista": {"agréguela al glosario del manual o a content/glosario.md.", "add it to the manual's glossary or to content/glosario.md."},

		"man.link.broken": {"este enlace no lleva a ninguna parte", "this link leads nowhere"},

		"ENL-01":                      {"no existe «{0}»", "“{0}” does not exist"},
		"ENL-01.pista":                {"escriba la ruta del archivo desde esta página, como en «../docker/03-redes.md».", "write the file's path from this page, as in “../docker/03-redes.md”."},
		"ENL-01.internet":             {"no existe «{0}»: a la dirección le falta «https://» o «mailto:»", "“{0}” does not exist: the address lacks “https://” or “mailto:”"},
		"ENL-01.internet.pista":       {"escriba «{1}».", "write “{1}”."},
		"ENL-01.carpeta":              {"«{0}» es una carpeta sin páginas", "“{0}” is a folder without pages"},
		"ENL-01.carpeta.pista":        {"enlace el archivo que el lector necesita, con su nombre.", "link to the file that the reader needs, by its name."},
		"ENL-01.paso":                 {"no existe el paso «#{1}» en el destino del enlace «{0}»", "there is no step “#{1}” where the link “{0}” leads"},
		"ENL-01.paso.pista":           {"pasos de ese procedimiento: {2}.", "steps of that procedure: {2}."},
		"ENL-01.procedimiento":        {"no existe el paso «#{1}» en el destino del enlace «{0}»", "there is no step “#{1}” where the link “{0}” leads"},
		"ENL-01.procedimiento.pista":  {"los procedimientos de esa página comienzan en {2}.", "the procedures of that page begin at {2}."},
		"ENL-01.sin-pasos":            {"no existe el paso «#{1}» en el destino del enlace «{0}»: esa página no tiene pasos", "there is no step “#{1}” where the link “{0}” leads: that page has no steps"},
		"ENL-01.sin-pasos.pista":      {"enlace la página que los tiene, o el título en el que están.", "link to the page that has them, or to the heading that they are under."},
		"ENL-01.parecido":             {"no existe «{0}»", "“{0}” does not exist"},
		"ENL-01.parecido.pista":       {"¿quiso decir «{1}»?", "did you mean “{1}”?"},
		"ENL-01.fuera":                {"«{0}» sale de la carpeta de contenido", "“{0}” leaves the content folder"},
		"ENL-01.fuera.pista":          {"enlace solo archivos que estén dentro de ella.", "link only to files inside it."},
		"ENL-01.borrador":             {"«{0}» no se publica: es un borrador o no se pudo leer", "“{0}” is not published: it is a draft or could not be read"},
		"ENL-01.borrador.pista":       {"publíquelo, quite el enlace, o construya con --drafts.", "publish it, remove the link, or build with --drafts."},
		"ENL-01.comun":                {"«{0}» no es una página: su nombre, o el de su carpeta, comienza por «_»", "“{0}” is no page: its name, or that of its folder, begins with “_”"},
		"ENL-01.comun.pista":          {"inclúyalo con {{incluir \"{1}\"}}, o enlace la página que lo incluye.", "include it with {{include \"{1}\"}}, or link to the page that includes it."},
		"ENL-01.oculto":               {"«{0}» no es una página: Folio pasa por alto lo que comienza por «.» y la carpeta node_modules", "“{0}” is no page: Folio passes over what begins with “.” and the folder node_modules"},
		"ENL-01.oculto.pista":         {"lleve el archivo a una carpeta del manual.", "move the file into a folder of the manual."},
		"ENL-01.suelto":               {"«{0}» existe, pero no es una página de este sitio", "“{0}” exists, but is no page of this site"},
		"ENL-01.suelto.pista":         {"vea el hallazgo de ese archivo, o enlace otra página.", "see the finding of that file, or link to another page."},
		"ENL-01.ancla":                {"no existe «#{1}» en el destino del enlace «{0}»", "there is no “#{1}” where the link “{0}” leads"},
		"ENL-01.ancla.pista":          {"use el texto del título en minúsculas, sin tildes y con guiones.", "use the heading's text in lower case, without accents, with hyphens."},
		"ENL-01.ancla.parecido":       {"no existe «#{1}» en el destino del enlace «{0}»", "there is no “#{1}” where the link “{0}” leads"},
		"ENL-01.ancla.parecido.pista": {"¿quiso decir «#{2}»?", "did you mean “#{2}”?"},

		"ENL-05":       {"el identificador «{0}» ya está en «{1}»", "the id “{0}” is already in “{1}”"},
		"ENL-05.pista": {"dé a cada título y a cada leyenda un identificador propio dentro de la sección.", "give each heading and each caption an id of its own within the section."},

		"ENL-08":       {"«{0}» está en varias secciones: el enlace lleva a la primera", "“{0}” is in several sections: the link leads to the first"},
		"ENL-08.pista": {"escriba también el archivo: «{1}».", "write the file too: “{1}”."},

		"IMG-04":                {"no existe «{0}»", "“{0}” does not exist"},
		"IMG-04.pista":          {"guarde la imagen en la carpeta img/ del manual y revise mayúsculas y extensión.", "save the image in the manual's img/ folder; check capitals and extension."},
		"IMG-04.parecido":       {"no existe «{0}»", "“{0}” does not exist"},
		"IMG-04.parecido.pista": {"¿quiso decir «{1}»?", "did you mean “{1}”?"},
		"IMG-04.fuera":          {"la imagen «{0}» está fuera de la carpeta de contenido", "the image “{0}” is outside the content folder"},
		"IMG-04.fuera.pista":    {"cópiela en la carpeta img/ del manual.", "copy it into the manual's img/ folder."},

		"IMG-04.marca":       {"no existe la imagen «{0}» del encabezado de control", "the image “{0}” of the control header does not exist"},
		"IMG-04.marca.pista": {"escriba su ruta desde la carpeta de contenido, como en «img/escudo.svg».", "write its path from the content folder, as in “img/escudo.svg”."},

		"IMG-08":               {"la imagen «{0}» del encabezado de control pesa más de 2 MiB y no sale en el papel", "the image “{0}” of the control header is larger than 2 MiB and does not come out on paper"},
		"IMG-08.pista":         {"redúzcala: en el papel mide dos centímetros.", "make it smaller: on paper it is two centimetres high."},
		"IMG-08.formato":       {"la imagen «{0}» del encabezado de control no sale en el papel: su formato no es uno de los que muestran los navegadores", "the image “{0}” of the control header does not come out on paper: browsers do not show its format"},
		"IMG-08.formato.pista": {"use PNG, JPEG, WebP, GIF o SVG.", "use PNG, JPEG, WebP, GIF or SVG."},

		"IMG-06":       {"«{0}» no es un formato de imagen que muestren los navegadores", "“{0}” is not an image format that browsers show"},
		"IMG-06.pista": {"use PNG, JPEG, WebP, GIF o SVG; para entregar el archivo, enlácelo.", "use PNG, JPEG, WebP, GIF or SVG; to hand the file out, link to it."},
		"IMG-07":       {"«{0}» no es una imagen {1}: los lectores ven un recuadro vacío", "“{0}” is no {1} image: readers see an empty frame"},
		"IMG-07.pista": {"ábrala en su equipo; si no se ve, vuelva a exportarla. Un puntero de Git LFS se trae con «git lfs pull».", "open it on your machine; if it does not show, export it again. A Git LFS pointer is fetched with “git lfs pull”."},
	}
}
