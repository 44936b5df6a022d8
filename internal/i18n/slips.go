package i18n

// slipTexts are the findings about Markdown that means something else than its
// author thought, or nothing.
func slipTexts() chapter {
	return chapter{
		"COD-07":              {"el bloque de código no se cierra: todo lo que sigue se muestra como código", "the code block is never closed: all that follows shows as code"},
		"COD-07.pista":        {"escriba «{0}» sola en una línea donde termina el código.", "write “{0}” alone on a line where the code ends."},
		"COD-07.titulo":       {"el bloque de código no se cierra: lo que sigue se muestra como código, también el título «{0}»", "the code block is never closed: what follows shows as code, the heading “{0}” too"},
		"COD-07.titulo.pista": {"escriba «{1}» sola en una línea donde termina el código.", "write “{1}” alone on a line where the code ends."},
		"COD-07.otro":         {"dentro de este código, en la línea {1}, comienza otro bloque: «{0}»", "inside this code, on line {1}, another block begins: “{0}”"},
		"COD-07.otro.pista":   {"cierre el primero antes de esa línea; si quiere mostrar un bloque dentro de otro, use un acento grave más en el de afuera.", "close the first one before that line; to show one block inside another, use one grave accent more on the outer one."},

		"HTML-06":                {"el comentario no se cierra: lo que sigue no se muestra", "the comment is never closed: what follows does not show"},
		"HTML-06.pista":          {"escriba «-->» donde termina.", "write “-->” where it ends."},
		"HTML-06.frase":          {"el comentario no se cierra y se muestra tal como está escrito", "the comment is never closed and shows as written"},
		"HTML-06.frase.pista":    {"escriba «-->» donde termina; si debe verse, póngalo entre acentos graves.", "write “-->” where it ends; if it is to be seen, write it as code."},
		"HTML-06.bloque":         {"«{0}» no se cierra: lo que sigue se pierde o se muestra sin formato", "“{0}” is never closed: what follows is lost or shows unformatted"},
		"HTML-06.bloque.pista":   {"ciérrelo donde termina o bórrelo; si debe verse, póngalo en un bloque de código.", "close it where it ends or delete it; if it is to be seen, put it in a code block."},
		"HTML-06.texto":          {"<{0}> no se cierra: el resto del párrafo queda dentro", "<{0}> is never closed: the rest of the paragraph is inside it"},
		"HTML-06.texto.pista":    {"escriba «</{0}>» donde termina, y cierre antes lo que se abra entre los dos.", "write “</{0}>” where it ends, and close before it what opens between the two."},
		"HTML-06.elemento":       {"<{0}> no se cierra: todo lo que sigue queda dentro", "<{0}> is never closed: all that follows is inside it"},
		"HTML-06.elemento.pista": {"escriba «</{0}>» donde termina, con la misma sangría que la línea que lo abre.", "write “</{0}>” where it ends, indented as the line that opens it."},

		"TAB-03":              {"la fila tiene más celdas que el encabezado, que tiene {1}: «{0}» no se muestra", "the row has more cells than the head, which has {1}: “{0}” does not show"},
		"TAB-03.pista":        {"agregue la columna al encabezado, o escriba «\\|» si la barra es parte del texto.", "add the column to the head, or write “\\|” if the bar belongs to the text."},
		"TAB-03.codigo":       {"una barra dentro de código parte la celda, y el encabezado tiene {1}: «{0}» no se muestra", "a bar inside code cuts the cell, and the head has {1}: “{0}” does not show"},
		"TAB-03.codigo.pista": {"en una tabla escriba «\\|», también entre acentos graves; el lector ve solo la barra.", "in a table write “\\|”, in code too; readers see the bar alone."},

		"TAB-04":                {"parece una tabla, pero le falta la línea de guiones: se muestran las barras", "it looks like a table, but its line of hyphens is missing: the bars show"},
		"TAB-04.pista":          {"escriba «{0}» debajo del encabezado, sin líneas vacías; si no es una tabla, use un bloque de código.", "write “{0}” below the head, without empty lines; if it is no table, use a code block."},
		"TAB-04.columnas":       {"la tabla no se forma: columnas en la línea de guiones, {0}; en el encabezado, {1}", "no table comes of this: columns in the line of hyphens, {0}; in the head, {1}"},
		"TAB-04.columnas.pista": {"escriba «{2}».", "write “{2}”."},
		"TAB-04.forma":          {"la tabla no se forma: esta línea solo puede llevar «|», «-» y «:»", "no table comes of this: this line can only have “|”, “-” and “:”"},
		"TAB-04.forma.pista":    {"escriba «{0}».", "write “{0}”."},
		"TAB-04.cabeza":         {"la tabla no tiene encabezado encima de la línea de guiones: se muestran las barras", "the table has no head above the line of hyphens: the bars show"},
		"TAB-04.cabeza.pista":   {"escriba justo encima una fila con los nombres de las columnas.", "write a row with the columns' names right above it."},
		"TAB-04.vacia":          {"una línea vacía separa la línea de guiones de su encabezado: se muestran las barras", "an empty line parts the line of hyphens from its head: the bars show"},
		"TAB-04.vacia.pista":    {"borre la línea vacía de encima.", "delete the empty line above."},
		"TAB-04.suelta":         {"una línea vacía separa esta fila de su tabla: se muestran las barras", "an empty line parts this row from its table: the bars show"},
		"TAB-04.suelta.pista":   {"borre la línea vacía de encima; si es otra tabla, escriba su encabezado y su línea de guiones.", "delete the empty line above; if it is another table, write its head and its line of hyphens."},
		"TAB-04.cuadro":         {"una tabla dibujada con «+» y «-» no es Markdown: se muestra como texto corrido", "a table drawn with “+” and “-” is not Markdown: it shows as running text"},
		"TAB-04.cuadro.pista":   {"escriba cada fila entre barras «|» y, debajo del encabezado, «|---|---|»; si es un dibujo, use un bloque de código.", "write each row between bars “|” and, below the head, “|---|---|”; if it is a drawing, use a code block."},
		"TAB-05":                {"«{0}» quedó como una fila de la tabla de encima", "“{0}” became a row of the table above"},
		"TAB-05.pista":          {"deje una línea vacía después de la tabla; si es una fila, escríbala entre barras «|».", "leave an empty line after the table; if it is a row, write it between bars “|”."},

		"FMT-01":                 {"después de «{0}» hay un espacio de no separación o invisible, y se muestra «{0}»", "after “{0}” there is a no-break or invisible space, and “{0}” shows"},
		"FMT-01.pista":           {"borre ese espacio y escriba uno normal: «{1}». Suele salir al teclear el espacio con Alt u Opción.", "delete that space and type a plain one: “{1}”. It often comes of holding Alt or Option."},
		"FMT-01.invisible":       {"antes de «{0}» hay un espacio de no separación o un carácter invisible, y la marca no tiene efecto", "before “{0}” there is a no-break space or an invisible character, and the mark does nothing"},
		"FMT-01.invisible.pista": {"borre lo que hay antes de «{0}» y, si hace falta sangría, use espacios normales.", "delete what stands before “{0}” and, if it must be indented, use plain spaces."},
		"FMT-01.falta":           {"falta un espacio después de «{0}», y se muestra tal como está escrito", "a space is missing after “{0}”, and it shows as written"},
		"FMT-01.falta.pista":     {"escriba «{1}».", "write “{1}”."},
		"FMT-01.vineta":          {"«{0}» no hace una lista: las líneas se muestran seguidas", "“{0}” makes no list: the lines run together"},
		"FMT-01.vineta.pista":    {"empiece cada una con un guion y un espacio: «{1}».", "begin each with a hyphen and a space: “{1}”."},
		"FMT-01.niveles":         {"los títulos tienen hasta seis «#»; este tiene más y se muestra tal como está escrito", "headings have up to six “#”; this one has more and shows as written"},
		"FMT-01.niveles.pista":   {"escriba «###### {0}», o use menos niveles.", "write “###### {0}”, or use fewer levels."},

		"LLA-02":       {"«{0}» no hace un aviso y se muestra tal como está escrito", "“{0}” makes no callout and shows as written"},
		"LLA-02.pista": {"escriba «> [!{1}]» sola en su línea, con una línea vacía antes, y el texto debajo, también con «> ».", "write “> [!{1}]” alone on its line, with an empty line before it, and the text below, with “> ” as well."},

		"FMT-02":                  {"la dirección tiene espacios y por eso no hay enlace ni imagen: se muestra lo escrito", "the address has spaces, and so there is no link or image: it shows as written"},
		"FMT-02.pista":            {"escriba «{0}», o quite los espacios del nombre del archivo.", "write “{0}”, or take the spaces out of the file's name."},
		"FMT-02.blanco":           {"entre los corchetes y el paréntesis hay un espacio y por eso no hay enlace", "there is a space between brackets and parenthesis, and so no link"},
		"FMT-02.blanco.pista":     {"escriba «{0}».", "write “{0}”."},
		"FMT-02.parentesis":       {"falta el paréntesis que cierra la dirección y por eso no hay enlace ni imagen", "the parenthesis that closes the address is missing, and so there is no link or image"},
		"FMT-02.parentesis.pista": {"escriba «{0}».", "write “{0}”."},

		"NOT-01":       {"ninguna nota se llama «{0}»: se muestra «[^{0}]»", "no note is called “{0}”: “[^{0}]” shows"},
		"NOT-01.pista": {"escriba la nota al final de la página, en su propia línea: «[^{0}]: Texto».", "write the note at the end of the page, on a line of its own: “[^{0}]: Text”."},
	}
}
