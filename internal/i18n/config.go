package i18n

// configTexts are the findings about folio.yaml, manual.yaml and front matter.
func configTexts() chapter {
	c := chapter{
		"CFG-01.utf8":             {"el archivo no está en UTF-8: aquí hay un byte {0}", "the file is not UTF-8: there is a byte {0} here"},
		"CFG-01.utf8.pista":       {"guárdelo con codificación UTF-8 desde su editor.", "save it as UTF-8 from your editor."},
		"CFG-01.control":          {"hay un carácter invisible ({0}) que no se permite en estos archivos", "there is an invisible character ({0}) that these files may not have"},
		"CFG-01.control.pista":    {"bórrelo; suele llegar al copiar y pegar desde otro programa.", "delete it; it usually comes with text pasted from another program."},
		"CFG-01.tamano":           {"estos datos pasan de {0} KiB y no se leen", "these data are over {0} KiB and are not read"},
		"CFG-01.tamano.pista":     {"deje aquí solo los datos; el texto va en las secciones.", "keep only data here; text belongs in the sections."},
		"CFG-01.documentos":       {"hay una segunda línea «---»: el archivo contiene varios documentos", "there is a second “---” line: the file holds several documents"},
		"CFG-01.documentos.pista": {"borre la línea «---» y deje todos los datos seguidos.", "delete the “---” line and keep all data together."},
		"CFG-01.raiz":             {"aquí se esperan líneas «clave: valor»", "lines such as “key: value” are expected here"},
		"CFG-01.raiz.pista":       {"empiece la línea con el nombre del dato, sin guion, por ejemplo «titulo: Manual de despliegue».", "begin the line with the datum's name, without a hyphen, such as “titulo: Manual de despliegue”."},

		"CFG-02":                      {"Folio no entiende este dato: el archivo no es YAML válido a partir de aquí", "Folio cannot understand this datum: the file is not valid YAML from here on"},
		"CFG-02.pista":                {"compare la línea con las de arriba: cada dato es «clave: valor», y lo que le pertenece va debajo con dos espacios más.", "compare the line with those above: each datum is “key: value”, and what belongs to it goes below with two more spaces."},
		"CFG-02.dos-puntos":           {"el valor de «{0}» contiene dos puntos («:») y por eso no se entiende", "the value of “{0}” holds a colon (“:”) and so cannot be understood"},
		"CFG-02.dos-puntos.pista":     {"póngalo entre comillas: «{1}».", "put it in quotes: “{1}”."},
		"CFG-02.tabulador":            {"la línea empieza con un tabulador", "the line begins with a tab"},
		"CFG-02.tabulador.pista":      {"use espacios en lugar de tabuladores, dos por cada nivel.", "use spaces instead of tabs, two for each level."},
		"CFG-02.comillas":             {"falta la comilla de cierre ({0})", "the closing quote ({0}) is missing"},
		"CFG-02.comillas.pista":       {"cierre el texto con {0}. Si el texto lleva esa misma comilla por dentro, enciérrelo entre las de la otra clase (\" o ').", "close the text with {0}. If the text itself holds that quote, put the other kind around it (\" or ')."},
		"CFG-02.comillas-sobra":       {"hay texto después de la comilla de cierre", "there is text after the closing quote"},
		"CFG-02.comillas-sobra.pista": {"encierre todo el valor: «{0}».", "put quotes around the whole value: “{0}”."},
		"CFG-02.corchete":             {"falta «{1}» para cerrar este «{0}»", "“{1}” is missing to close this “{0}”"},
		"CFG-02.corchete.pista":       {"escriba «{1}» después del último elemento. Si «{0}» es parte de un texto, póngalo entre comillas.", "write “{1}” after the last item. If “{0}” is part of a text, put that in quotes."},
		"CFG-02.coma":                 {"los elementos que abre este «{0}» no están bien separados", "the items that this “{0}” opens are not separated properly"},
		"CFG-02.coma.pista":           {"escriba una coma entre uno y otro, y los textos con comas o dos puntos, entre comillas.", "write a comma between them, and put texts with commas or colons in quotes."},
		"CFG-02.sangria":              {"la línea no está alineada con las que la rodean", "the line is not aligned with those around it"},
		"CFG-02.sangria.pista":        {"empiece a la misma altura los datos del mismo nivel, y dos espacios más adentro los que pertenecen a otro.", "begin data of one level in the same column, and two spaces further in those that belong to another."},
		"CFG-02.sin-clave":            {"a «{0}» le faltan los dos puntos: se espera «clave: valor»", "“{0}” lacks its colon: “key: value” is expected"},
		"CFG-02.sin-clave.pista":      {"escriba «:» y un espacio después del nombre del dato. Si la línea continúa el texto de arriba, empiécela con dos espacios más.", "write “:” and a space after the datum's name. If the line continues the text above, begin it with two more spaces."},
		"CFG-02.espacio":              {"falta un espacio después de los dos puntos", "a space is missing after the colon"},
		"CFG-02.espacio.pista":        {"escriba «{0}».", "write “{0}”."},
		"CFG-02.lista":                {"la lista de «{0}» no puede empezar en la misma línea", "the list of “{0}” cannot begin on the same line"},
		"CFG-02.lista.pista":          {"pase el guion a la línea siguiente, con dos espacios delante.", "move the hyphen to the next line, with two spaces before it."},
		"CFG-02.caracter":             {"un valor no puede empezar con «{0}» si no va entre comillas", "a value cannot begin with “{0}” unless it is in quotes"},
		"CFG-02.caracter.pista":       {"escriba «{1}».", "write “{1}”."},
		"CFG-02.asterisco":            {"un valor no puede empezar con «*» si no va entre comillas", "a value cannot begin with “*” unless it is in quotes"},
		"CFG-02.asterisco.pista":      {"ponga el valor entre comillas.", "put the value in quotes."},
		"CFG-02.escape":               {"entre comillas dobles, la barra invertida («\\») no se puede escribir sola", "inside double quotes, a backslash (“\\”) cannot be written alone"},
		"CFG-02.escape.pista":         {"use comillas sencillas, como en 'C:\\datos', o escriba la barra dos veces («\\\\»).", "use single quotes, as in 'C:\\data', or write the backslash twice (“\\\\”)."},
		"CFG-02.niveles":              {"los datos tienen demasiados niveles, unos dentro de otros", "the data have too many levels, one inside another"},
		"CFG-02.niveles.pista":        {"revise si sobran corchetes o guiones.", "look for brackets or hyphens too many."},

		"CFG-03":                 {"clave desconocida «{0}»", "unknown key “{0}”"},
		"CFG-03.pista":           {"aquí puede escribir: {1}.", "here you can write: {1}."},
		"CFG-03.invisible":       {"junto a la clave «{0}» hay un espacio de no separación o un carácter invisible, y por eso no se conoce", "next to the key “{0}” there is a no-break space or an invisible character, and so it is unknown"},
		"CFG-03.invisible.pista": {"borre lo que hay delante y detrás de «{0}» y, si hace falta sangría, use espacios normales.", "delete what stands before and after “{0}” and, if it must be indented, use plain spaces."},
		"CFG-03.parecida":        {"clave desconocida «{0}»; ¿quiso decir «{1}»?", "unknown key “{0}”; did you mean “{1}”?"},
		"CFG-03.parecida.pista":  {"las claves se escriben en minúsculas, sin tildes y con guiones.", "keys are written in small letters, without accents and with hyphens."},
		"CFG-03.borrador":        {"«{0}» no es un dato de una página; se entiende que es un borrador y no se publica", "“{0}” is no datum of a page; it is taken for a draft and not published"},
		"CFG-03.borrador.pista":  {"escriba «borrador: sí».", "write “borrador: true”."},
		"CFG-03.prosa":           {"lo que está entre las dos líneas «---» se lee como datos, y no se publica: «{0}»", "what stands between the two “---” lines is read as data and not published: “{0}”"},
		"CFG-03.prosa.pista":     {"si es texto, deje una línea vacía después del primer «---», o quítelo.", "if it is text, leave an empty line after the first “---”, or take that out."},
		"CFG-03.forma":           {"la clave debe ser una palabra", "the key must be a word"},
		"CFG-03.forma.pista":     {"aquí puede escribir: {0}. Si es un texto con llaves o corchetes, póngalo entre comillas.", "here you can write: {0}. If it is a text with braces or brackets, put it in quotes."},
		"CFG-03.texto":           {"el sitio no tiene ningún texto «{0}»", "the site has no text “{0}”"},
		"CFG-03.texto.pista":     {"los textos que se pueden cambiar empiezan por «site.», por ejemplo «site.search».", "texts that can be changed begin with “site.”, such as “site.search”."},

		"CFG-04":       {"«{0}» ya está en la línea {1}", "“{0}” is on line {1} already"},
		"CFG-04.pista": {"deje una sola de las dos.", "keep only one of the two."},

		"CFG-05.texto.llaves":       {"el valor de «{0}» empieza con una llave y no se entiende como texto", "the value of “{0}” begins with a brace and is not understood as text"},
		"CFG-05.texto.llaves.pista": {"póngalo entre comillas: «{0}: \"{1}\"».", "put it in quotes: “{0}: \"{1}\"”."},

		"CFG-06.opcion":           {"«{0}» no puede ser «{1}»", "“{0}” cannot be “{1}”"},
		"CFG-06.opcion.pista":     {"use uno de estos valores: {2}.", "use one of these values: {2}."},
		"CFG-06.parecido":         {"«{0}» no puede ser «{1}»; ¿quiso decir «{2}»?", "“{0}” cannot be “{1}”; did you mean “{2}”?"},
		"CFG-06.parecido.pista":   {"use uno de estos valores: {3}.", "use one of these values: {3}."},
		"CFG-06.rango":            {"«{0}» debe estar entre {2} y {3}, y dice {1}", "“{0}” must be between {2} and {3}, and says {1}"},
		"CFG-06.rango.pista":      {"corrija el número.", "correct the number."},
		"CFG-06.fecha":            {"«{0}» debe ser una fecha y dice «{1}»", "“{0}” must be a date and says “{1}”"},
		"CFG-06.fecha.pista":      {"escríbala como 2026-03-02 o como 02/03/2026 (día, mes y año).", "write it as 2026-03-02 or as 02/03/2026 (day, month and year)."},
		"CFG-06.mes":              {"la fecha «{1}» no existe: no hay mes {2}", "the date “{1}” does not exist: there is no month {2}"},
		"CFG-06.mes.pista":        {"primero va el día y después el mes: 16/06/2023; o bien año, mes y día: 2023-06-16.", "the day comes first and then the month: 16/06/2023; or else year, month and day: 2023-06-16."},
		"CFG-06.dia":              {"la fecha «{1}» no existe: ese mes tiene {2} días", "the date “{1}” does not exist: that month has {2} days"},
		"CFG-06.dia.pista":        {"corrija el día de «{0}».", "correct the day of “{0}”."},
		"CFG-06.id":               {"«{0}» debe llevar solo minúsculas sin tildes, números y guiones, y dice «{1}»", "“{0}” must have only small letters without accents, digits and hyphens, and says “{1}”"},
		"CFG-06.id.pista":         {"escriba, por ejemplo, «{2}»; el nombre para los lectores va en «nombre».", "write, for example, “{2}”; the name for readers goes in “nombre”."},
		"CFG-06.variable":         {"«{1}» no sirve como nombre de variable", "“{1}” is not a name for a variable"},
		"CFG-06.variable.pista":   {"use mayúsculas sin tildes, números y guion bajo, empezando por una letra, por ejemplo «{2}».", "use capitals without accents, digits and underscores, beginning with a letter, such as “{2}”."},
		"CFG-06.color":            {"«{0}» debe ser un color y dice «{1}»", "“{0}” must be a colour and says “{1}”"},
		"CFG-06.color.pista":      {"escríbalo entre comillas como \"#RRGGBB\" o \"#RGB\", por ejemplo «{0}: \"{2}\"».", "write it in quotes as \"#RRGGBB\" or \"#RGB\", for example “{0}: \"{2}\"”."},
		"CFG-06.numeral":          {"el valor de «{0}» está vacío: lo que sigue a «#» es un comentario", "the value of “{0}” is empty: what follows “#” is a comment"},
		"CFG-06.numeral.pista":    {"póngalo entre comillas: «{0}: \"{1}\"».", "put it in quotes: “{0}: \"{1}\"”."},
		"CFG-06.url":              {"«{0}» debe ser una dirección completa y dice «{1}»", "“{0}” must be a complete address and says “{1}”"},
		"CFG-06.url.pista":        {"escríbala con https:// o http://, por ejemplo «https://manuales.example/», sin usuario ni «?» ni «#».", "write it with https:// or http://, such as “https://manuals.example/”, without a user, “?” or “#”."},
		"CFG-06.sftp":             {"«{0}» debe ser una dirección SFTP completa", "“{0}” must be a complete SFTP address"},
		"CFG-06.sftp.pista":       {"escríbala así: sftp://usuario@servidor.example/carpeta.", "write it like this: sftp://user@server.example/folder."},
		"CFG-06.ruta":             {"«{0}» debe ser una ruta dentro del sitio y dice «{1}»", "“{0}” must be a path inside the site and says “{1}”"},
		"CFG-06.ruta.pista":       {"escríbala desde la carpeta de contenido y con «/», por ejemplo «img/logo.svg».", "write it from the content folder and with “/”, such as “img/logo.svg”."},
		"CFG-06.argumentos":       {"el texto de «{0}» debe conservar las mismas marcas que el original", "the text of “{0}” must keep the same marks as the original"},
		"CFG-06.argumentos.pista": {"el original dice: {1}.", "the original says: {1}."},
		"CFG-08.ruta":             {"al destino le falta «ruta»: la carpeta donde se publica", "the target lacks “ruta”: the folder to publish to"},
		"CFG-08.ruta.pista":       {"agregue, por ejemplo, «ruta: /srv/manuales».", "add, for example, “ruta: /srv/manuales”."},
		"CFG-08.url":              {"al destino le falta «url»: el servidor donde se publica", "the target lacks “url”: the server to publish to"},
		"CFG-08.url.pista":        {"agregue, por ejemplo, «url: sftp://usuario@servidor.example/carpeta».", "add, for example, “url: sftp://user@server.example/folder”."},

		"CFG-07.ancla":          {"un valor no puede empezar con «{0}»: en YAML es un ancla, y aquí no se usan", "a value cannot begin with “{0}”: in YAML it is an anchor, and they are not used here"},
		"CFG-07.ancla.pista":    {"si es un texto, póngalo entre comillas.", "if it is text, put it in quotes."},
		"CFG-07.etiqueta":       {"un valor no puede empezar con «{0}»: en YAML es una etiqueta, y aquí no se usan", "a value cannot begin with “{0}”: in YAML it is a tag, and they are not used here"},
		"CFG-07.etiqueta.pista": {"si es un texto, póngalo entre comillas.", "if it is text, put it in quotes."},

		"CFG-08":                 {"a este elemento de «{1}» le falta «{0}»", "this item of “{1}” lacks “{0}”"},
		"CFG-08.pista":           {"agregue una línea «{0}: …» alineada con las demás del elemento.", "add a line “{0}: …” aligned with the others of the item."},
		"CFG-08.sinonimos":       {"un grupo de sinónimos necesita al menos dos palabras", "a group of synonyms needs two words at least"},
		"CFG-08.sinonimos.pista": {"escríbalas en una lista: [base de datos, BD].", "write them as a list: [base de datos, BD]."},

		"CFG-08.version":        {"a este producto le falta la versión", "this product lacks the version"},
		"CFG-08.version.pista":  {"agregue «version» si debe usarse una, o «minima» si sirve también una posterior.", "add “version” if one must be used, or “minima” if a later one will do."},
		"CFG-09.producto":       {"el producto «{0}» ya está en la línea {1}", "the product “{0}” is on line {1} already"},
		"CFG-09.producto.pista": {"deje uno solo.", "keep only one."},
		"CFG-09.ambiente":       {"el ambiente «{0}» ya está en la línea {1}", "the environment “{0}” is on line {1} already"},
		"CFG-09.ambiente.pista": {"dé a cada ambiente un «id» distinto.", "give each environment an “id” of its own."},
		"CFG-09.variable":       {"la variable «{0}» ya está en la línea {1}", "the variable “{0}” is on line {1} already"},
		"CFG-09.variable.pista": {"deje una sola; los valores de cada ambiente van en «ambientes».", "keep only one; the values of each environment go in “ambientes”."},
		"CFG-09.destino":        {"el destino «{0}» ya está en la línea {1}", "the target “{0}” is on line {1} already"},
		"CFG-09.destino.pista":  {"dé a cada destino un nombre distinto.", "give each target a name of its own."},

		"CFG-10":       {"el valor {0} está entre comillas de imprenta: en YAML son parte de él y se muestran", "the value {0} stands between typographic quotes: to YAML they are a part of it and show"},
		"CFG-10.pista": {"use comillas rectas: \"{1}\"; si deben verse, ponga todo el valor entre comillas simples rectas.", "use straight quotes: \"{1}\"; if they are to show, put the whole value between straight single quotes."},

		"DOC-04":       {"«{0}» está escrita como número ({1}): otros programas la leen como una cantidad, sin los ceros que sobran", "“{0}” is written as a number ({1}): other programs read it as a quantity, without the zeros it can do without"},
		"DOC-04.pista": {"escríbala entre comillas: «{0}: \"{1}\"».", "write it in quotes: “{0}: \"{1}\"”."},

		"SEG-01.variable":       {"la variable secreta «{0}» tiene su valor escrito aquí", "the secret variable “{0}” has its value written here"},
		"SEG-01.variable.pista": {"bórrelo, cambie esa contraseña y diga en «descripcion» dónde se solicita; este archivo queda en el repositorio.", "delete it, change that password and say in “descripcion” where to ask for it; this file stays in the repository."},
		"SEG-01.destino":        {"la dirección del destino contiene una contraseña", "the target's address holds a password"},
		"SEG-01.destino.pista":  {"bórrela y cámbiela: Folio usa la llave SSH de quien publica.", "delete and change it: Folio uses the SSH key of whoever publishes."},
	}
	for key, t := range kindTexts() {
		c[key] = t
	}
	return c
}

// kindTexts say that a value is of another kind than expected: one text for
// each expected kind and each kind that came. {0} is the key, {1} the value,
// {2} a key that the value could have.
func kindTexts() chapter {
	wants := []struct {
		name         string
		want, remedy text
	}{
		{"texto", text{"un texto", "a text"}, text{"escriba el valor en la misma línea, después de «{0}:».", "write the value on the same line, after “{0}:”."}},
		{"textos", text{"un texto o una lista de textos", "a text or a list of texts"}, text{"escriba, por ejemplo, «{0}: [uno, otro]».", "write, for example, “{0}: [one, another]”."}},
		{"numero", text{"un número entero", "a whole number"}, text{"escriba, por ejemplo, «{0}: 12».", "write, for example, “{0}: 12”."}},
		{"logico", text{"true (sí) o false (no)", "true or false"}, text{"escriba «{0}: true» o «{0}: false».", "write “{0}: true” or “{0}: false”."}},
		{"fecha", text{"una fecha", "a date"}, text{"escriba, por ejemplo, «{0}: 2026-03-02» o «{0}: 02/03/2026».", "write, for example, “{0}: 2026-03-02” or “{0}: 02/03/2026”."}},
		{"grupo", text{"un grupo de datos", "a group of data"}, text{"escriba sus datos debajo, con dos espacios delante, por ejemplo «{2}: …».", "write its data below, with two spaces before them, such as “{2}: …”."}},
		{"elementos", text{"una lista de grupos de datos", "a list of groups of data"}, text{"escriba cada elemento debajo, así: «- {2}: …».", "write each item below, like this: “- {2}: …”."}},
	}
	gots := []struct {
		name string
		got  text
	}{
		{"texto", text{"dice «{1}»", "says “{1}”"}},
		{"lista", text{"tiene una lista", "has a list"}},
		{"grupo", text{"tiene un grupo de datos", "has a group of data"}},
	}
	c := chapter{}
	for _, w := range wants {
		for _, g := range gots {
			key := "CFG-05." + w.name + "." + g.name
			c[key] = text{"«{0}» debe ser " + w.want.es + " y " + g.got.es, "“{0}” must be " + w.want.en + " and " + g.got.en}
			c[key+".pista"] = w.remedy
		}
	}
	return c
}
