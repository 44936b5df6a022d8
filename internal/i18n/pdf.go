package i18n

// pdfTexts are the words of «folio pdf».
func pdfTexts() chapter {
	return chapter{
		"cli.pdf.manual": {"manual", "manual"},
		"cli.pdf.short":  {"Imprime manuales en PDF", "Print manuals as PDF"},
		"cli.pdf.long": {
			"Construye los manuales y los imprime en PDF con el Chrome, Chromium o Edge de este\nequipo: portada, tabla de contenido y listas con números de página, encabezado de\ncontrol en cada hoja. Los manuales se nombran por su carpeta o su código; el archivo\nse llama CODIGO_vVERSION.pdf, y termina con la carpeta si otro manual se llamaría igual.\nTermina con 0 si todo está bien, 1 si hay errores en el contenido, 2 si el comando\nestá mal escrito, 3 si falla el equipo o el navegador y 130 si se interrumpe.",
			"Builds the manuals and prints them as PDF with this machine's Chrome, Chromium or\nEdge: cover, contents and lists with page numbers, the control header on each sheet.\nManuals are named by folder or code; the file is called CODE_vVERSION.pdf, and ends\nwith the folder where another manual would have that name. Ends with 0 if all is well,\n1 on errors in content, 2 if the command is wrong, 3 if the machine or the browser fails\nand 130 if interrupted.",
		},
		"cli.pdf.example": {
			"  folio pdf vertia\n  folio pdf M-A-GTI-90 --ambiente pruebas\n  folio imprimir --all --out documentos",
			"  folio pdf vertia\n  folio pdf M-A-GTI-90 --ambiente pruebas\n  folio pdf --all --out documents",
		},
		"cli.flag.all":         {"todos los manuales", "all manuals"},
		"cli.flag.pdf-out":     {"`carpeta` donde quedan los archivos", "`folder` of the files"},
		"cli.flag.environment": {"`ambiente` cuyos valores se imprimen, por su id", "`environment` whose values are printed, by its id"},
		"cli.flag.single":      {"en lugar del PDF, un archivo HTML que contiene todo; no necesita navegador", "instead of a PDF, one HTML file that holds everything; it needs no browser"},
		"cli.flag.browser":     {"`programa` del navegador (también FOLIO_BROWSER)", "the browser's `program` (also FOLIO_BROWSER)"},
		"cli.flag.patience":    {"`tiempo` que se espera por cada documento", "`time` to wait for each document"},
		"cli.flag.pdf":         {"imprime cada manual y pone su PDF en el sitio", "print each manual and put its PDF into the site"},

		"cli.pdf.hecho.uno":    {"{1}: {0} hoja, {2}", "{1}: {0} sheet, {2}"},
		"cli.pdf.hecho.varios": {"{1}: {0} hojas, {2}", "{1}: {0} sheets, {2}"},

		"cli.pdf.uno":            {"{0}: {1}", "{0}: {1}"},
		"cli.pdf.nada":           {"no se imprimió nada.", "nothing was printed."},
		"cli.pdf.ambos":          {"se nombraron manuales y también --all", "manuals are named, and --all too"},
		"cli.pdf.ambos.pista":    {"use lo uno o lo otro.", "use one or the other."},
		"cli.pdf.cual":           {"falta decir qué manual se imprime", "which manual is to be printed is not said"},
		"cli.pdf.cual.pista":     {"nombre uno o varios ({0}) o use --all.", "name one or more ({0}), or use --all."},
		"cli.pdf.vacio":          {"el sitio no tiene manuales", "the site has no manuals"},
		"cli.pdf.no-hay":         {"no hay un manual «{0}»", "there is no manual “{0}”"},
		"cli.pdf.no-hay.pista":   {"los manuales son: {1}.", "the manuals are: {1}."},
		"cli.pdf.varios":         {"varios manuales tienen el código «{0}»", "several manuals have the code “{0}”"},
		"cli.pdf.varios.pista":   {"nombre el que se imprime por su carpeta: {1}.", "name the one to be printed by its folder: {1}."},
		"cli.pdf.parecido":       {"no hay un manual «{0}»", "there is no manual “{0}”"},
		"cli.pdf.parecido.pista": {"¿quiso decir «{1}»?", "did you mean “{1}”?"},
		"cli.pdf.ambiente":       {"ningún manual tiene el ambiente «{0}»", "no manual has the environment “{0}”"},
		"cli.pdf.ambiente.pista": {"use el id de un ambiente de manual.yaml.", "use the id of an environment of manual.yaml."},

		"cli.pdf.navegador.ninguno": {"no se encontró un navegador con que imprimir", "no browser to print with was found"},
		"cli.pdf.navegador.ninguno.pista": {
			"instale Chrome, Chromium o Edge, o indique su programa con --browser o FOLIO_BROWSER.",
			"install Chrome, Chromium or Edge, or name its program with --browser or FOLIO_BROWSER.",
		},
		"cli.pdf.navegador.no-esta": {"no está el navegador «{0}»", "there is no browser “{0}”"},
		"cli.pdf.navegador.no-esta.pista": {
			"revise --browser o la variable FOLIO_BROWSER; sin ellas, Folio busca Chrome, Chromium o Edge.",
			"look at --browser or the variable FOLIO_BROWSER; without them, Folio looks for Chrome, Chromium or Edge.",
		},
		"cli.pdf.navegador.no-inicia":       {"el navegador «{0}» no inicia", "the browser “{0}” does not start"},
		"cli.pdf.navegador.no-inicia.pista": {"compruebe que abre en este equipo, o indique otro con --browser.", "check that it opens on this machine, or name another with --browser."},
		"cli.pdf.navegador.antiguo":         {"el navegador «{0}» es la versión {1}, y hace falta la {2} o una posterior", "the browser “{0}” is version {1}, and {2} or later is needed"},
		"cli.pdf.navegador.antiguo.pista":   {"actualícelo, o indique otro con --browser.", "update it, or name another with --browser."},
		"cli.pdf.navegador.tarda":           {"el navegador «{0}» no respondió en {1}", "the browser “{0}” did not answer within {1}"},
		"cli.pdf.navegador.tarda.pista":     {"inténtelo de nuevo, o dé más tiempo con --patience.", "try again, or give it more time with --patience."},
		"cli.pdf.navegador.muere":           {"el navegador «{0}» se cerró mientras imprimía", "the browser “{0}” ended while it printed"},
		"cli.pdf.navegador.muere.pista":     {"puede faltar memoria: imprima menos manuales a la vez con --jobs 1.", "there may be too little memory: print fewer manuals at once with --jobs 1."},
		"cli.pdf.navegador.raro":            {"el navegador «{0}» hizo un PDF que Folio no sabe leer ({1})", "the browser “{0}” made a PDF that Folio cannot read ({1})"},
		"cli.pdf.navegador.raro.pista":      {"pruebe con otro navegador: --browser.", "try another browser: --browser."},
	}
}
