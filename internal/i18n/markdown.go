package i18n

// markdownTexts are the findings about Markdown, and the words that Folio adds
// to an author's text.
func markdownTexts() chapter {
	return chapter{
		"md.anchor":            {"Enlace a «{0}»", "Link to “{0}”"},
		"md.link.unsafe":       {"enlace retirado por seguridad", "link removed for safety"},
		"md.image.missing":     {"Imagen no disponible", "Image not available"},
		"md.table":             {"Tabla", "Table"},
		"md.code":              {"Código", "Code"},
		"md.code.in":           {"Código {0}", "{0} code"},
		"md.task.open":         {"Pendiente", "To do"},
		"md.task.done":         {"Hecho", "Done"},
		"md.step":              {"Enlace al paso {0}", "Link to step {0}"},
		"md.footnote":          {"Nota al pie {0}", "Footnote {0}"},
		"md.footnote.back":     {"Volver al texto", "Back to the text"},
		"md.footnotes":         {"Notas al pie", "Footnotes"},
		"md.callout.note":      {"Nota", "Note"},
		"md.callout.info":      {"Información", "Information"},
		"md.callout.tip":       {"Consejo", "Tip"},
		"md.callout.important": {"Importante", "Important"},
		"md.callout.warning":   {"Advertencia", "Warning"},
		"md.callout.caution":   {"Precaución", "Caution"},
		"md.callout.danger":    {"Peligro", "Danger"},

		"IMG-02":               {"«Imagen: {0}» no tiene una imagen al lado", "“Imagen: {0}” has no image next to it"},
		"IMG-02.pista":         {"ponga la imagen justo encima o debajo del título, o borre el título.", "put the image right above or below the caption, or delete the caption."},
		"IMG-02.tabla":         {"«Tabla: {0}» no tiene una tabla al lado", "“Tabla: {0}” has no table next to it"},
		"IMG-02.tabla.pista":   {"ponga la tabla justo debajo del título; sus filas empiezan con «|».", "put the table right below the caption; its rows start with “|”."},
		"IMG-02.listado":       {"«Listado: {0}» no tiene un bloque de código al lado", "“Listado: {0}” has no code block next to it"},
		"IMG-02.listado.pista": {"ponga el bloque de código justo debajo del título.", "put the code block right below the caption."},

		"INC-01":             {"no existe el archivo que se incluye: «{0}»", "the included file does not exist: “{0}”"},
		"INC-01.pista":       {"escriba la ruta desde este archivo, como en «../_comun/ssh.md».", "write the path from this file, as in “../_comun/ssh.md”."},
		"INC-02":             {"«{0}» sale de la carpeta de contenido", "“{0}” leaves the content folder"},
		"INC-02.pista":       {"incluya solo archivos que estén dentro de ella, con una ruta relativa.", "include only files inside it, by a relative path."},
		"INC-03":             {"«{0}» se incluye a sí mismo: {1}", "“{0}” includes itself: {1}"},
		"INC-03.pista":       {"quite una de las inclusiones.", "remove one of the includes."},
		"INC-03.hondo":       {"inclusiones a demasiados niveles: «{0}»", "includes nested too deep: “{0}”"},
		"INC-03.hondo.pista": {"incluya el archivo directamente.", "include the file directly."},

		"GLO-02":       {"el término «{0}» se define dos veces", "the term “{0}” is defined twice"},
		"GLO-02.pista": {"deje una sola definición.", "keep one definition."},

		"md.image.enlarge": {"Ampliar la imagen: {0}", "Enlarge the image: {0}"},

		"EST-04":              {"salto de nivel antes de «{0}»", "a level is skipped before “{0}”"},
		"EST-04.pista":        {"use un # menos: los niveles bajan de uno en uno.", "use one # fewer: levels go down one by one."},
		"EST-04.titulo":       {"segundo título de nivel 1: «{0}» se trata como nivel 2", "second level 1 heading: “{0}” is treated as level 2"},
		"EST-04.titulo.pista": {"cada archivo es una sección con un solo #; escriba ## para los apartados.", "each file is one section with a single #; write ## for its parts."},

		"EST-05":       {"número escrito a mano en el título: «{0}» se retira", "typed number in a heading: “{0}” is dropped"},
		"EST-05.pista": {"borre el número: Folio numera por orden.", "delete the number: Folio numbers by order."},

		"ENL-03":       {"no se admiten enlaces «{0}:»", "“{0}:” links are not allowed"},
		"ENL-03.pista": {"use una dirección http, https, mailto o un archivo del manual.", "use an http, https or mailto address, or a file of the manual."},
		"ENL-04":       {"enlace sin texto hacia «{0}»", "link without text to “{0}”"},
		"ENL-04.pista": {"escriba entre los corchetes a dónde lleva.", "write where it leads between the brackets."},

		"IMG-05":       {"la imagen está en otro servidor o no se admite: «{0}»", "the image is on another server or not allowed: “{0}”"},
		"IMG-05.pista": {"guárdela en la carpeta img/ del manual: el sitio debe verse sin internet.", "save it in the manual's img/ folder: the site must work without internet."},

		"LLA-01":       {"tipo de aviso desconocido: «{0}»", "unknown kind of callout: “{0}”"},
		"LLA-01.pista": {"¿quiso decir [!{1}]?", "did you mean [!{1}]?"},

		"COD-01":       {"no se conoce el lenguaje «{0}»; el código va sin colores", "unknown language “{0}”; the code has no colours"},
		"COD-01.pista": {"use un nombre como bash, yaml, sql o text.", "use a name such as bash, yaml, sql or text."},

		"COD-02":               {"la marca ({0}) no tiene explicación debajo del código", "mark ({0}) is not explained below the code"},
		"COD-02.pista":         {"escriba justo debajo una lista numerada con un punto por marca.", "write a numbered list right below, with an item for each mark."},
		"COD-02.ninguna":       {"el bloque dice «marcas», pero ninguna línea termina en una", "the block says “marcas”, but no line ends in one"},
		"COD-02.ninguna.pista": {"termine la línea con un comentario como «# (1)».", "end the line with a comment such as “# (1)”."},
		"COD-03":               {"el punto {0} no corresponde a ninguna marca del código de arriba", "item {0} belongs to no mark of the code above"},
		"COD-03.pista":         {"ponga «# ({0})» al final de la línea que explica, o quite el punto.", "put “# ({0})” at the end of the line that it explains, or drop the item."},
		"COD-04":               {"«{0}» menciona la línea {1}, pero el código tiene {2}", "“{0}” names line {1}, but the code has {2}"},
		"COD-04.pista":         {"las líneas se cuentan desde 1 en el bloque, sin importar «inicio».", "lines are counted from 1 in the block, whatever “inicio” says."},

		"PES-01":       {"la pestaña «{0}» está sola", "the tab “{0}” is alone"},
		"PES-01.pista": {"ponga al lado, sin texto entre ellas, otra con una etiqueta distinta, o quite «pestaña».", "put another with a different label next to it, with no text between, or drop the attribute."},
		"PES-02":       {"la pestaña no tiene etiqueta", "the tab has no label"},
		"PES-02.pista": {"escriba, por ejemplo, {pestaña=\"Linux\"}.", "write, for instance, {tab=\"Linux\"}."},

		"BLQ-01":             {"no se conoce el bloque «::: {0}»; su contenido se muestra sin más", "unknown block “::: {0}”; its content shows plain"},
		"BLQ-01.pista":       {"para pestañas escriba ::: {pestaña=\"Linux\"}; para un aviso, > [!NOTA].", "for tabs write ::: {tab=\"Linux\"}; for a callout, > [!NOTE]."},
		"BLQ-01.vacio":       {"bloque «:::» sin nada que diga para qué es", "“:::” block that does not say what it is for"},
		"BLQ-01.vacio.pista": {"escriba ::: {pestaña=\"Linux\"}, o quite las dos líneas.", "write ::: {tab=\"Linux\"}, or drop both lines."},
		"BLQ-02":             {"el bloque «{0}» no se cierra", "the “{0}” block is not closed"},
		"BLQ-02.pista":       {"ponga «{0}» sola en una línea donde termina, o quite esta línea si sobra.", "put “{0}” alone on a line where it ends, or drop this line if it is one too many."},

		"COD-05":       {"el código pasa de {0} KiB; va sin colores", "the code is over {0} KiB; it has no colours"},
		"COD-05.pista": {"entréguelo como archivo enlazado, o muestre solo lo que importa.", "hand it out as a linked file, or show only what matters."},
		"COD-06":       {"el código en {0} es demasiado enredado para darle colores", "the {0} code is too tangled to be coloured"},
		"COD-06.pista": {"revise si es texto pegado por error.", "check whether it was pasted by mistake."},

		"HTML-01":       {"etiqueta HTML no admitida: <{0}> se retira", "HTML element not allowed: <{0}> is dropped"},
		"HTML-01.pista": {"escriba lo mismo en Markdown.", "write the same in Markdown."},
		"HTML-05":       {"<{0}> no es HTML: se muestra tal como está escrito", "<{0}> is not HTML: it shows as written"},
		"HTML-05.pista": {"si es un dato por completar, escríbalo entre acentos graves: `<{0}>`.", "if it is a blank to fill in, write it as code: `<{0}>`."},
		"HTML-02":       {"<{0}> se retira con todo su contenido", "<{0}> is dropped with all its content"},
		"HTML-02.pista": {"las páginas no llevan programas, estilos ni marcos propios.", "pages carry no programs, styles or frames of their own."},
		"HTML-03":       {"<{0}> no puede ir dentro de un párrafo; se retira", "<{0}> cannot stand inside a paragraph; it is dropped"},
		"HTML-03.pista": {"déjelo solo en su línea, con una línea en blanco antes.", "leave it alone on its line, with a blank line before."},
		"HTML-04":       {"atributo no admitido en <{0}>: «{1}» se retira", "attribute not allowed on <{0}>: “{1}” is dropped"},
		"HTML-04.pista": {"quite el atributo; el aspecto lo da el tema del sitio.", "remove the attribute; the site's theme gives the look."},

		"LIM-01":               {"el párrafo pasa de {0} KiB y se muestra sin formato", "the paragraph is over {0} KiB and shows unformatted"},
		"LIM-01.pista":         {"divídalo en párrafos, o use un bloque de código para los datos.", "split it into paragraphs, or use a code block for data."},
		"LIM-02":               {"más de {0} marcas en un mismo párrafo; el resto se muestra sin formato", "over {0} marks in one paragraph; the rest shows unformatted"},
		"LIM-02.pista":         {"revise si es texto pegado por error; si es código, use un bloque de código.", "check whether it was pasted by mistake; if it is code, use a code block."},
		"LIM-03":               {"la tabla tiene demasiadas celdas y se muestra sin formato", "the table has too many cells and shows unformatted"},
		"LIM-03.pista":         {"divídala, o entregue los datos como archivo enlazado.", "split it, or hand the data out as a linked file."},
		"LIM-04":               {"más de {0} notas al pie en una página", "over {0} footnotes on one page"},
		"LIM-04.pista":         {"divida la sección.", "split the section."},
		"LIM-05":               {"listas o citas a más de {0} niveles", "lists or quotations over {0} levels deep"},
		"LIM-05.bloques":       {"más de {0} bloques «:::» uno dentro de otro", "over {0} “:::” blocks inside each other"},
		"LIM-05.bloques.pista": {"ciérrelos: «:::» sola en una línea termina el último que se abrió.", "close them: “:::” alone on a line ends the last one opened."},
		"LIM-05.pista":         {"reescriba el fragmento con menos niveles.", "rewrite the passage with fewer levels."},
	}
}
