package i18n

import "strings"

// What documents are called, by the article that a name of theirs takes.
var (
	masculine = strings.Fields("manual instructivo procedimiento protocolo plan formato reglamento documento catálogo anexo sistema informe acuerdo contrato inventario estándar lineamiento módulo registro proceso servicio portal aplicativo")
	feminine  = strings.Fields("guía política norma ficha carta resolución circular matriz metodología hoja aplicación plataforma base arquitectura introducción")
)

// Of says that something belongs to a document, by its title: «del Manual de
// despliegue», «de la Guía de autores», «de “Docker”» where the article is not
// known; "of the title" in English.
func (c *Catalog) Of(title string) string {
	first, _, _ := strings.Cut(strings.ToLower(title), " ")
	gender := ".otro"
	for _, w := range masculine {
		if first == w {
			gender = ".el"
		}
	}
	for _, w := range feminine {
		if first == w {
			gender = ".la"
		}
	}
	return c.T("man.of"+gender, title)
}
