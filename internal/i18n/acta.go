package i18n

// actaTexts are the words of folio record, and what is wrong with records of runs.
func actaTexts() chapter {
	return chapter{
		"cli.record.use":            {"record", "record"},
		"cli.record.short":          {"Comprueba actas de ejecución", "Check records of runs"},
		"cli.record.long":           {"Trabaja con las actas que se guardan al ejecutar un procedimiento de un manual.", "Works with the records that are saved when a procedure of a manual is carried out."},
		"cli.record.verify.use":     {"verify ARCHIVO…", "verify FILE…"},
		"cli.record.verify.short":   {"Dice si un acta está como se guardó y si el manual sigue igual", "Say whether a record is as it was saved and the manual is the same"},
		"cli.record.verify.long":    {"Lee actas (.html) o sus datos (.json) y dice de cada una si fue modificada después de\nguardarla, si es de un manual de este sitio, de qué versión, y qué pasos cambiaron\ndesde entonces.\n\nLa huella de un acta muestra que no se modificó por accidente. No prueba quién la\nescribió: quien puede editarla puede calcular otra.", "Reads records (.html) or their data (.json) and says of each whether it was altered\nafter it was saved, whether it is of a manual of this site, of which version, and\nwhich steps have changed since.\n\nThe sum of a record shows that it was not altered by accident. It does not prove who\nwrote it: whoever can edit it can make another."},
		"cli.record.verify.example": {"  folio acta verificar acta-m-a-gti-90-20260302-190412-4be1f0.html", "  folio record verify acta-m-a-gti-90-20260302-190412-4be1f0.html"},
		"cli.record.which":          {"falta decir qué se hace con las actas", "say what to do with records"},
		"cli.record.which.pista":    {"escriba «folio acta verificar ARCHIVO».", "type “folio record verify FILE”."},
		"cli.record.files":          {"falta el archivo del acta", "the file of the record is missing"},
		"cli.record.files.pista":    {"escriba su nombre, como en «folio acta verificar acta.html».", "write its name, as in “folio record verify acta.html”."},
		"cli.record.large":          {"{0} es demasiado grande para ser un acta", "{0} is too large to be a record"},
		"cli.record.unsure":         {"no se pudieron leer los manuales", "the manuals could not be read"},
		"cli.record.fine":           {"{0}: está como se guardó y corresponde a {1}, versión {2}. {3}, {4}, por {5}.", "{0}: it is as it was saved and belongs to {1}, version {2}. {3}, {4}, by {5}."},

		"ACT-01":                     {"no es un acta de ejecución, o está incompleta", "it is no record of a run, or it is not whole"},
		"ACT-01.pista":               {"use el archivo que se guardó con «Guardar el acta» o «Guardar los datos (JSON)».", "use the file that was saved with “Save the record” or “Save the data (JSON)”."},
		"ACT-01.formato":             {"el acta tiene un formato que esta versión de Folio no conoce", "the record has a format that this version of Folio does not know"},
		"ACT-01.formato.pista":       {"use una versión más reciente de Folio.", "use a later version of Folio."},
		"ACT-02":                     {"los datos del acta fueron modificados después de guardarla", "the data of the record were altered after it was saved"},
		"ACT-02.pista":               {"pida el archivo original a quien ejecutó el procedimiento.", "ask whoever carried the procedure out for the original file."},
		"ACT-02.pagina":              {"el documento fue modificado después de guardarlo; sus datos están como se guardaron", "the document was altered after it was saved; its data are as they were saved"},
		"ACT-02.pagina.pista":        {"un navegador que lo guarda de nuevo también lo modifica. Pida el archivo original.", "a browser that saves it anew alters it, too. Ask for the original file."},
		"ACT-03":                     {"la ejecución, o su reversión, no había terminado cuando se guardó el acta", "the run, or its rollback, had not ended when the record was saved"},
		"ACT-03.pista":               {"impórtela en la página del manual, termínela y guarde el acta de nuevo.", "import it on the manual's page, end it and save the record again."},
		"ACT-04":                     {"ningún manual de este sitio tiene el código «{0}»", "no manual of this site has the code “{0}”"},
		"ACT-04.pista":               {"verifique el acta en la carpeta del sitio del que salió.", "verify the record in the folder of the site that it came of."},
		"ACT-05":                     {"el acta es de la versión «{0}» del manual, y la de ahora es la «{1}»", "the record is of version “{0}” of the manual, and the present one is “{1}”"},
		"ACT-05.pista":               {"para compararla con la versión que se siguió, ubíquese en esa revisión del repositorio.", "to compare it with the version that was followed, go to that revision of the repository."},
		"ACT-06":                     {"el texto del manual cambió desde la ejecución; los pasos que se siguieron dicen lo mismo", "the manual's text has changed since the run; the steps that were followed say the same"},
		"ACT-06.procedimiento":       {"el manual cambió desde la ejecución. Los pasos dicen lo mismo; el texto que los acompaña, o el valor de sus variables, es otro: {0}", "the manual has changed since the run. The steps say the same; the text around them, or the value of its variables, is another: {0}"},
		"ACT-06.procedimiento.pista": {"compare el procedimiento con la revisión del repositorio que se siguió.", "compare the procedure with the revision of the repository that was followed."},
		"ACT-06.pasos":               {"el manual cambió desde la ejecución. Pasos distintos, nuevos o retirados: {0}", "the manual has changed since the run. Steps that are other, new or gone: {0}"},
		"ACT-06.pasos.pista":         {"lea esos pasos antes de repetir el procedimiento.", "read these steps before the procedure is repeated."},
	}
}
