package i18n

import "strings"

// diagramTexts are the words of diagrams, and the findings about them.
func diagramTexts() chapter {
	c := chapter{
		"dia.lista":            {"Elementos y relaciones del diagrama", "Elements and relations of the diagram"},
		"dia.lista.elementos":  {"Elementos:", "Elements:"},
		"dia.lista.relaciones": {"Relaciones:", "Relations:"},
		"dia.parte":            {"parte {0} de {1}", "part {0} of {1}"},
		"dia.ampliar":          {"Ampliar el diagrama", "Enlarge the diagram"},

		"dia.texto":     {"Texto del diagrama", "Text of the diagram"},
		"dia.alt":       {"Diagrama; su texto está debajo", "Diagram; its text is below"},
		"dia.navegador": {"Este diagrama lo dibuja el navegador con JavaScript. Aquí no se pudo: se muestra su texto.", "The browser draws this diagram, with JavaScript. It could not: its text is shown."},
		"dia.error":     {"El diagrama no se pudo dibujar:", "The diagram could not be drawn:"},
		"dia.tarde":     {"tarda demasiado.", "it takes too long."},

		"dia.nombre.C4Context":    {"Diagrama de contexto", "Context diagram"},
		"dia.nombre.C4Container":  {"Diagrama de contenedores", "Container diagram"},
		"dia.nombre.C4Component":  {"Diagrama de componentes", "Component diagram"},
		"dia.nombre.C4Deployment": {"Diagrama de despliegue", "Deployment diagram"},
		"dia.nombre.C4Dynamic":    {"Diagrama dinámico", "Dynamic diagram"},

		"dia.persona":         {"Persona", "Person"},
		"dia.persona.externo": {"Persona externa", "External person"},
		"dia.organizacion":    {"Organización", "Organisation"},
		"dia.limite":          {"Límite", "Boundary"},
		"dia.nodo":            {"Servidor o entorno", "Server or environment"},

		"dia.clave.persona":        {"Persona", "Person"},
		"dia.clave.sistema":        {"Sistema", "System"},
		"dia.clave.contenedor":     {"Contenedor", "Container"},
		"dia.clave.componente":     {"Componente", "Component"},
		"dia.clave.datos":          {"Base de datos", "Database"},
		"dia.clave.cola":           {"Cola", "Queue"},
		"dia.clave.externo":        {"Externo", "External"},
		"dia.clave.limite":         {"Límite", "Boundary"},
		"dia.clave.nodo":           {"Servidor o entorno", "Server or environment"},
		"dia.clave.relacion":       {"Relación", "Relation"},
		"dia.clave.relacion.doble": {"Relación en ambos sentidos", "Relation in both directions"},

		"DIA-01":                  {"el diagrama dice «{0}», que no es de la sintaxis C4", "the diagram says “{0}”, which is not C4 syntax"},
		"DIA-01.pista":            {"cada línea comienza con una palabra como Person, System, Container o Rel, y sus datos van entre paréntesis.", "each line begins with a word such as Person, System, Container or Rel, with its data in parentheses."},
		"DIA-01.parecida":         {"el diagrama dice «{0}», que no es de la sintaxis C4", "the diagram says “{0}”, which is not C4 syntax"},
		"DIA-01.parecida.pista":   {"¿quiso decir «{1}»?", "did you mean “{1}”?"},
		"DIA-01.tipo":             {"el diagrama comienza con «{0}», que no es un tipo de diagrama C4", "the diagram begins with “{0}”, which is no kind of C4 diagram"},
		"DIA-01.tipo.pista":       {"comience con C4Context, C4Container, C4Component, C4Deployment o C4Dynamic.", "begin with C4Context, C4Container, C4Component, C4Deployment or C4Dynamic."},
		"DIA-01.vacio":            {"el diagrama no tiene elementos", "the diagram has no elements"},
		"DIA-01.vacio.pista":      {"escriba uno al menos, como Person(usuario, \"Usuario\").", "write one at least, such as Person(user, \"User\")."},
		"DIA-01.parentesis":       {"después de «{0}» falta el paréntesis que abre", "an opening parenthesis is missing after “{0}”"},
		"DIA-01.parentesis.pista": {"escriba los datos entre paréntesis: {0}(alias, \"Nombre\").", "write the data in parentheses: {0}(alias, \"Name\")."},
		"DIA-01.cierre":           {"los paréntesis de «{0}» no se cierran en la línea", "the parentheses of “{0}” are not closed on the line"},
		"DIA-01.cierre.pista":     {"escriba «)» después del último dato.", "write “)” after the last datum."},
		"DIA-01.comillas":         {"en «{0}» hay un texto cuyas comillas no se cierran", "“{0}” has a text whose quotes are not closed"},
		"DIA-01.comillas.pista":   {"escriba comillas rectas al principio y al final del texto; dentro de él van como #quot;.", "write straight quotes at both ends of the text; inside it they are #quot;."},
		"DIA-01.coma":             {"entre los datos de «{0}» falta una coma", "a comma is missing between the data of “{0}”"},
		"DIA-01.coma.pista":       {"separe los datos con comas: {0}(alias, \"Nombre\").", "part the data with commas: {0}(alias, \"Name\")."},
		"DIA-01.falta":            {"a «{0}» le falta el dato «{1}»", "“{0}” lacks its “{1}”"},
		"DIA-01.falta.pista":      {"los elementos piden alias y nombre; las relaciones, de dónde salen y a dónde llegan.", "elements need an alias and a name; relations, where they begin and end."},
		"DIA-01.muchos":           {"«{0}» tiene más datos de los que admite: «{1}»", "“{0}” has more data than it takes: “{1}”"},
		"DIA-01.muchos.pista":     {"quítelo, o escriba entre comillas el texto que tenga comas.", "remove it, or put a text that has commas in quotes."},
		"DIA-01.nombre":           {"«{1}» no tiene un dato llamado «{0}»", "“{1}” has no datum called “{0}”"},
		"DIA-01.nombre.pista":     {"los que tienen nombre son $descr, $techn, $type, $tags, $sprite y $link.", "the named ones are $descr, $techn, $type, $tags, $sprite and $link."},
		"DIA-01.resto":            {"después del paréntesis que cierra sobra «{0}»", "“{0}” stands after the closing parenthesis"},
		"DIA-01.resto.pista":      {"escriba cada elemento y cada relación en una línea.", "write each element and each relation on its own line."},
		"DIA-01.llave":            {"después de «{0}» falta la llave «{»", "a brace “{” is missing after “{0}”"},
		"DIA-01.llave.pista":      {"ponga entre llaves lo que está dentro del límite.", "put in braces what is inside the boundary."},
		"DIA-01.abierta":          {"una llave «{» del diagrama no se cierra", "a brace “{” of the diagram is not closed"},
		"DIA-01.abierta.pista":    {"escriba «}» después de lo último que está dentro del límite.", "write “}” after the last thing inside the boundary."},
		"DIA-01.sobra":            {"sobra una llave «}» en el diagrama", "the diagram has a brace “}” too many"},
		"DIA-01.sobra.pista":      {"bórrela, o abra el límite que cierra.", "delete it, or open the boundary that it closes."},

		"DIA-02":              {"una relación nombra «{0}», que no está en el diagrama", "a relation names “{0}”, which is not in the diagram"},
		"DIA-02.pista":        {"escriba el alias de uno de sus elementos, con las mismas mayúsculas.", "write the alias of one of its elements, in the same case."},
		"DIA-02.dentro":       {"una relación une «{0}» y «{1}», y uno está dentro del otro", "a relation joins “{0}” and “{1}”, one of which is inside the other"},
		"DIA-02.dentro.pista": {"lleve la relación a un elemento de adentro.", "lead the relation to an element inside."},
		"DIA-03":              {"el alias «{0}» ya es de otro elemento del diagrama", "the alias “{0}” is that of another element of the diagram"},
		"DIA-03.pista":        {"dé a cada elemento un alias distinto.", "give each element an alias of its own."},
		"DIA-04":              {"«{0}» no tiene efecto: el aspecto de los diagramas es el del sitio", "“{0}” has no effect: diagrams look like the site"},
		"DIA-04.pista":        {"puede dejarlo para otros programas, o quitarlo.", "keep it for other programs, or remove it."},
		"DIA-04.dato":         {"«{0}» de «{1}» no tiene efecto: el aspecto de los diagramas es el del sitio", "“{0}” of “{1}” has no effect: diagrams look like the site"},
		"DIA-04.dato.pista":   {"puede dejarlo para otros programas, o quitarlo.", "keep it for other programs, or remove it."},

		"DIA-05":                  {"el diagrama tiene más de {0} elementos: se muestra como texto", "the diagram has more than {0} elements: it shows as text"},
		"DIA-05.pista":            {"divídalo en varios, uno por sistema o por nivel.", "split it, one for each system or level."},
		"DIA-05.relaciones":       {"el diagrama tiene más de {0} relaciones: se muestra como texto", "the diagram has more than {0} relations: it shows as text"},
		"DIA-05.relaciones.pista": {"divídalo en varios, uno por sistema o por nivel.", "split it, one for each system or level."},
		"DIA-05.niveles":          {"el diagrama tiene más de {0} límites uno dentro de otro: se muestra como texto", "the diagram has more than {0} boundaries inside each other: it shows as text"},
		"DIA-05.niveles.pista":    {"quite niveles, o divídalo en varios diagramas.", "remove levels, or split it."},

		"DIA-06.plantuml":       {"Folio no dibuja PlantUML: el diagrama se muestra como texto", "Folio does not draw PlantUML: the diagram shows as text"},
		"DIA-06.plantuml.pista": {"escríbalo en un bloque «mermaid»; para C4 la sintaxis es casi la misma.", "write it in a “mermaid” block; for C4 the syntax is nearly the same."},
		"DIA-06.graphviz":       {"Folio no dibuja Graphviz: el diagrama se muestra como texto", "Folio does not draw Graphviz: the diagram shows as text"},
		"DIA-06.graphviz.pista": {"escríbalo en un bloque «mermaid», o expórtelo como SVG y muéstrelo como imagen.", "write it in a “mermaid” block, or export it as SVG and show it as an image."},
		"DIA-06.drawio":         {"Folio no dibuja archivos de draw.io: el diagrama se muestra como texto", "Folio does not draw draw.io files: the diagram shows as text"},
		"DIA-06.drawio.pista":   {"expórtelo como .drawio.svg y muéstrelo como imagen: se sigue pudiendo editar.", "export it as .drawio.svg and show it as an image: it can still be edited."},
		"DIA-07":                {"el diagrama usa «{0}», que cambia con el ambiente: muestra el valor del primero", "the diagram uses “{0}”, which depends on the environment: it shows the first one's value"},
		"DIA-07.pista":          {"use un texto que valga para todos, o un diagrama por ambiente, en pestañas.", "use a text that holds for all, or a diagram for each environment, in tabs."},
		"DIA-08":                {"el diagrama no se pudo dibujar: se muestra como texto", "the diagram could not be drawn: it shows as text"},
		"DIA-08.pista":          {"es una falla de Folio: repórtela con el texto del diagrama; entre tanto, quite relaciones o límites hasta que se dibuje.", "this is a fault of Folio: report it with the diagram's text; meanwhile remove relations or boundaries until it draws."},
		"DIA-09":                {"el navegador no pudo dibujar el diagrama: {0}", "the browser could not draw the diagram: {0}"},
		"DIA-09.pista":          {"corrija el texto del diagrama según ese mensaje, que es de Mermaid y está en inglés; sus líneas se cuentan desde la primera del diagrama.", "mend the diagram's text by that message of Mermaid's; its lines are counted from the diagram's first."},
	}
	for _, t := range []struct{ key, es, en string }{
		{"sistema", "Sistema", "System"}, {"contenedor", "Contenedor", "Container"}, {"componente", "Componente", "Component"},
	} {
		c["dia."+t.key] = text{t.es, t.en}
		c["dia."+t.key+".externo"] = text{t.es + " externo", "External " + strings.ToLower(t.en)}
		c["dia."+t.key+".datos"] = text{"Base de datos", "Database"}
		c["dia."+t.key+".datos.externo"] = text{"Base de datos externa", "External database"}
		c["dia."+t.key+".cola"] = text{"Cola", "Queue"}
		c["dia."+t.key+".cola.externo"] = text{"Cola externa", "External queue"}
	}
	return c
}
