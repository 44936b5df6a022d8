package i18n

// causeTexts say why the system does not hand over a file of the sources
// (SRC-14), or whatever else was asked of it ({0}): one pair for each cause that
// package source tells apart.
func causeTexts() chapter {
	causes := []struct {
		name         string
		file         text // of a file of the sources
		any          text // of {0}
		pista, other text // what to do of the one and of the other
	}{
		{
			"permiso",
			text{"no hay permiso de lectura", "no permission to read this"},
			text{"no hay permiso para abrir «{0}»", "no permission to open “{0}”"},
			text{"pida que le den ese permiso, o sáquelo de la carpeta de contenido.", "ask to be given it, or move this out of the content folder."},
			text{"pida permiso de lectura.", "ask for permission to read it."},
		},
		{
			"abiertos",
			text{"el sistema no deja abrir más archivos a la vez", "the system lets no more files be open at once"},
			text{"no se pudo abrir «{0}»: el sistema no deja abrir más archivos a la vez", "“{0}” could not be opened: the system lets no more files be open at once"},
			text{"cierre otros programas, o suba el límite con «ulimit -n», y construya de nuevo.", "close other programs, or raise the limit with “ulimit -n”, and build again."},
			text{"cierre otros programas, o suba el límite con «ulimit -n».", "close other programs, or raise the limit with “ulimit -n”."},
		},
		{
			"disco",
			text{"el disco dio un error al leer este archivo", "the disk gave an error on reading this file"},
			text{"el disco dio un error con «{0}»", "the disk gave an error with “{0}”"},
			text{"compruebe el disco y construya de nuevo.", "check the disk and build again."},
			text{"compruebe el disco y vuelva a intentarlo.", "check the disk and try again."},
		},
		{
			"red",
			text{"la unidad de red no respondió al leer este archivo", "the network drive did not answer on reading this file"},
			text{"la unidad de red no respondió con «{0}»", "the network drive did not answer with “{0}”"},
			text{"compruebe la conexión y construya de nuevo.", "check the connection and build again."},
			text{"compruebe la conexión y vuelva a intentarlo.", "check the connection and try again."},
		},
		{
			"carpeta",
			text{"aquí debe haber un archivo, y hay una carpeta o un dispositivo", "a file belongs here, and there is a folder or a device"},
			text{"«{0}» no es lo que se esperaba: una carpeta en lugar de un archivo, o al revés", "“{0}” is not what was expected: a folder in place of a file, or the reverse"},
			text{"cambie su nombre, o ponga el archivo en su lugar.", "rename it, or put the file in its place."},
			text{"revise la ruta.", "check the path."},
		},
		{
			"bucle",
			text{"los enlaces simbólicos no terminan en ningún archivo", "the symbolic links do not end at any file"},
			text{"los enlaces simbólicos de «{0}» no terminan en ninguna parte", "the symbolic links of “{0}” do not end anywhere"},
			text{"copie el archivo en la carpeta.", "copy the file into the folder."},
			text{"revise a dónde lleva cada enlace.", "check where each link leads."},
		},
		{
			"nombre",
			text{"la ruta es más larga de lo que admite el sistema", "the path is longer than the system allows"},
			text{"la ruta «{0}» es más larga de lo que admite el sistema", "the path “{0}” is longer than the system allows"},
			text{"acorte el nombre del archivo o el de sus carpetas.", "shorten the name of the file or of its folders."},
			text{"use una ruta más corta.", "use a shorter path."},
		},
		{
			"falta",
			text{"el archivo desapareció mientras se leía la carpeta", "the file went away while the folder was being read"},
			text{"no existe «{0}»", "“{0}” does not exist"},
			text{"construya de nuevo.", "build again."},
			text{"revise la ruta.", "check the path."},
		},
	}
	c := chapter{
		"SRC-14":               {"el sistema no entregó este archivo", "the system did not hand over this file"},
		"SRC-14.pista":         {"compruebe que se abre en este equipo y construya de nuevo.", "check that it opens on this machine and build again."},
		"cli.error.path":       {"el sistema no dejó usar «{0}»", "the system did not let “{0}” be used"},
		"cli.error.path.pista": {"compruebe que existe y que se abre en este equipo.", "check that it exists and opens on this machine."},
	}
	for _, x := range causes {
		c["SRC-14."+x.name], c["SRC-14."+x.name+".pista"] = x.file, x.pista
		c["cli.error.path."+x.name], c["cli.error.path."+x.name+".pista"] = x.any, x.other
	}
	return c
}
