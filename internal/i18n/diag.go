package i18n

// diagTexts are the words around a finding, whatever it is about.
func diagTexts() chapter {
	return chapter{
		"diag.info":    {"nota", "note"},
		"diag.warning": {"advertencia", "warning"},
		"diag.error":   {"error", "error"},
		"diag.fatal":   {"error", "error"},
		"diag.hint":    {"pista", "hint"},
	}
}
