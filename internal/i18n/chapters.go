package i18n

// chapters lists every file of words. A new area adds its file and its line.
func chapters() []chapter {
	return []chapter{
		diagTexts(),
		outputTexts(),
		serveTexts(),
		configTexts(),
		sourceTexts(),
		causeTexts(),
		markdownTexts(),
		slipTexts(),
		diagramTexts(),
		manualTexts(),
		pipelineTexts(),
		cliTexts(),
		pdfTexts(),
		siteTexts(),
		runTexts(),
		actaTexts(),
		searchTexts(),
		documentTexts(),
		checkTexts(),
		ruleTexts(),
		schemaTexts(),
		newTexts(),
		importTexts(),
		publishingTexts(),
		sftpTexts(),
	}
}
