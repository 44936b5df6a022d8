package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"folio/internal/config"
	"folio/internal/i18n"
)

// fileKinds are the kinds of file that have a schema, by the names that they may
// have on the command line.
var fileKinds = map[string]string{
	"sitio": config.SiteFile, "site": config.SiteFile, "folio-yaml": config.SiteFile,
	"manual": config.ManualFile, "manual-yaml": config.ManualFile,
	"seccion": config.SectionFile, "section": config.SectionFile,
	"plantilla": config.BlueprintFile, "blueprint": config.BlueprintFile, "plantilla-yaml": config.BlueprintFile,
}

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "schema " + strings.Join(config.SchemaNames(), "|"),
		Aliases:   []string{"esquema"},
		Short:     a.texts.T("cli.schema.short"),
		Long:      a.texts.T("cli.schema.long"),
		Example:   a.texts.T("cli.schema.example"),
		ValidArgs: config.SchemaNames(),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return a.usage("cli.schema.which")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			file, ok := config.Schema(fileKinds[i18n.Slug(args[0])], a.texts)
			if !ok {
				if near, ok := nearestKey(args[0], fileKinds); ok {
					return a.usage("cli.schema.parecido", args[0], near)
				}
				return a.usage("cli.schema.unknown", args[0])
			}
			_, err := a.Out.Write(file)
			return err
		},
	}
}

// nearestKey is the name that was most likely meant by a word.
func nearestKey[T any](word string, names map[string]T) (string, bool) {
	list := make([]string, 0, len(names))
	for name := range names {
		list = append(list, name)
	}
	slices.Sort(list)
	return i18n.Nearest(word, list)
}
