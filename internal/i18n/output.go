package i18n

// outputTexts say why a site could not be written, and what to do.
func outputTexts() chapter {
	return chapter{
		"output.foreign": {
			"la carpeta «{0}» tiene archivos que no son de Folio; no se tocó nada",
			"the folder “{0}” holds files that are not Folio's; nothing was touched",
		},
		"output.foreign.pista": {
			"indique con --out una carpeta nueva o vacía, o mueva esos archivos a otro lugar.",
			"name a new or an empty folder with --out, or move those files elsewhere.",
		},
		"output.not-folder": {
			"«{0}» no es una carpeta",
			"“{0}” is not a folder",
		},
		"output.not-folder.pista": {
			"indique otra carpeta con --out.",
			"name another folder with --out.",
		},
		"output.root": {
			"«{0}» es la raíz de un disco; el sitio necesita una carpeta propia",
			"“{0}” is the root of a disk; the site needs a folder of its own",
		},
		"output.root.pista": {
			"indique con --out una carpeta dentro de ella.",
			"name a folder inside it with --out.",
		},
		"output.manifest": {
			"el archivo .folio-manifest.json de «{0}» está dañado: no se sabe qué archivos son de Folio y no se tocó nada",
			"the file .folio-manifest.json in “{0}” is damaged: which files are Folio's cannot be known, and nothing was touched",
		},
		"output.manifest.pista": {
			"si la carpeta solo tiene el sitio generado, bórrela y construya de nuevo.",
			"if the folder holds nothing but the generated site, delete it and build again.",
		},
		"output.newer": {
			"el sitio que hay en «{0}» lo hizo una versión más reciente de Folio",
			"the site in “{0}” was made by a newer version of Folio",
		},
		"output.newer.pista": {
			"actualice Folio, o indique otra carpeta con --out.",
			"update Folio, or name another folder with --out.",
		},
		"output.busy": {
			"otro proceso de Folio está escribiendo en «{0}»",
			"another Folio is writing to “{0}”",
		},
		"output.busy.pista": {
			"espere a que termine, o indique otra carpeta con --out.",
			"wait until it has finished, or name another folder with --out.",
		},
		"output.leftover": {
			"«{0}» ocupa el lugar de la carpeta de trabajo de Folio y no se reconoce como suya",
			"“{0}” is in the place of Folio's work folder and is not recognisably Folio's",
		},
		"output.leftover.pista": {
			"revise qué contiene; si no le sirve, bórrela y construya de nuevo.",
			"look at what it holds; if it is of no use to you, delete it and build again.",
		},
		"output.collision": {
			"«{0}» y «{1}» no pueden estar en el mismo sitio: hay sistemas que no distinguen esos nombres",
			"“{0}” and “{1}” cannot be in the same site: some systems cannot tell those names apart",
		},
		"output.collision.pista": {
			"cambie el nombre de uno de los dos.",
			"rename one of the two.",
		},
		"output.occupied": {
			"el sitio necesita «{0}», pero en «{1}» hay algo con ese nombre que Folio no escribió; no se tocó nada",
			"the site needs “{0}”, but something of that name in “{1}” was not written by Folio; nothing was touched",
		},
		"output.occupied.pista": {
			"muévalo a otro lugar, o cambie el nombre del archivo en el contenido.",
			"move it elsewhere, or rename the file in the content.",
		},
		"output.path": {
			"«{0}» no sirve como nombre en todos los sistemas",
			"“{0}” is not a name that every system can have",
		},
		"output.path.pista": {
			`evite \ : * ? " < > |, los nombres CON, PRN, AUX, NUL, COM1 o LPT1, y los puntos y espacios finales.`,
			`avoid \ : * ? " < > |, the names CON, PRN, AUX, NUL, COM1 or LPT1, and final dots and spaces.`,
		},
		"output.dangling": {
			"«{0}» es un enlace simbólico que no lleva a ninguna parte: no existe «{1}»",
			"“{0}” is a symbolic link that leads nowhere: there is no “{1}”",
		},
		"output.dangling.pista": {
			"cree la carpeta a la que lleva, borre el enlace, o indique otra carpeta con --out.",
			"make the folder that it leads to, delete the link, or name another folder with --out.",
		},
		"output.failed": {
			"el sistema no dejó escribir el sitio en «{0}»",
			"the system did not let the site be written to “{0}”",
		},
		"output.failed.pista": {
			"indique con --out una carpeta en la que pueda crear archivos.",
			"name a folder with --out in which you can make files.",
		},
		"output.closed": {
			"error interno de Folio: «{0}» llegó cuando el sitio ya estaba cerrado",
			"internal error of Folio: “{0}” came when the site was already closed",
		},
		"output.closed.pista": {
			"informe de este mensaje a quien mantiene Folio.",
			"please report this message to those who maintain Folio.",
		},
		"output.full": {
			"no queda espacio en el disco de «{0}»; el sitio anterior sigue completo",
			"the disk of “{0}” is full; the previous site is still whole",
		},
		"output.full.pista": {
			"libere espacio, o indique con --out una carpeta en otro disco.",
			"make room, or name a folder on another disk with --out.",
		},
		"output.permission": {
			"no hay permiso para escribir en «{0}»",
			"there is no permission to write to “{0}”",
		},
		"output.permission.pista": {
			"pida el permiso sobre la carpeta y sobre la que la contiene, o indique otra con --out.",
			"ask for permission on the folder and on the one that holds it, or name another with --out.",
		},
		"output.read-only": {
			"el disco de «{0}» es de solo lectura",
			"the disk of “{0}” is read-only",
		},
		"output.read-only.pista": {
			"indique con --out una carpeta en otro disco.",
			"name a folder on another disk with --out.",
		},
		"output.name-long": {
			"la ruta «{0}» es demasiado larga para este sistema",
			"the path “{0}” is too long for this system",
		},
		"output.name-long.pista": {
			"acorte los nombres de carpetas y secciones, o use una carpeta de salida más corta.",
			"shorten the names of folders and sections, or use a shorter output folder.",
		},
		"output.write.permission":       {"no hay permiso para escribir «{0}»", "no permission to write “{0}”"},
		"output.write.permission.pista": {"pida permiso de escritura sobre «{1}».", "ask for permission to write to “{1}”."},
		"output.write.missing":          {"no se pudo escribir «{0}»: no existe la carpeta «{1}»", "“{0}” could not be written: there is no folder “{1}”"},
		"output.write.missing.pista":    {"créela, o revise la ruta.", "make it, or check the path."},
		"output.write.not-folder":       {"no se pudo escribir «{0}»: «{1}» no es una carpeta", "“{0}” could not be written: “{1}” is not a folder"},
		"output.write.not-folder.pista": {"revise la ruta.", "check the path."},
		"output.write.full":             {"no se pudo escribir «{0}»: no queda espacio en el disco", "“{0}” could not be written: the disk is full"},
		"output.write.full.pista":       {"libere espacio y repita el comando.", "make room and repeat the command."},
		"output.write.read-only":        {"no se pudo escribir «{0}»: el disco es de solo lectura", "“{0}” could not be written: the disk is read-only"},
		"output.write.read-only.pista":  {"trabaje con una copia en otro disco, o pida que lo dejen escribir en este.", "work with a copy on another disk, or ask to be let write to this one."},
		"output.write.in-use":           {"no se pudo escribir «{0}»: otro programa lo tiene abierto", "“{0}” could not be written: another program has it open"},
		"output.write.in-use.pista":     {"cierre el programa que lo usa y repita el comando.", "close the program that uses it and repeat the command."},
		"output.write.failed":           {"el sistema no dejó escribir «{0}»", "the system did not let “{0}” be written"},
		"output.write.failed.pista":     {"compruebe que en «{1}» se puede escribir y repita el comando.", "check that “{1}” can be written to and repeat the command."},
		"output.in-use": {
			"otro programa tiene abierto un archivo de «{0}»",
			"another program has a file in “{0}” open",
		},
		"output.in-use.pista": {
			"cierre el programa que lo usa y construya de nuevo.",
			"close the program that uses it and build again.",
		},
	}
}
