package i18n

// diagTexts are the words around a finding, whatever it is about.
func diagTexts() chapter {
	return chapter{
		"diag.info":    {"nota", "note"},
		"diag.warning": {"advertencia", "warning"},
		"diag.error":   {"error", "error"},
		"diag.fatal":   {"error que impide construir", "error that stops the build"},
		"diag.hint":    {"pista", "hint"},

		"diag.again":        {"igual en {0}", "likewise at {0}"},
		"diag.again.uno":    {"igual en {0} y un lugar más", "likewise at {0} and one more place"},
		"diag.again.varios": {"igual en {0} y {1} lugares más", "likewise at {0} and {1} more places"},
	}
}
