package search

import (
	"fmt"
	"strings"
)

// DefaultSynonyms are the groups that ship: words that a manual and its reader
// may use for one and the same thing. A member may be several words.
func DefaultSynonyms() [][]string {
	return [][]string{
		{"base de datos", "bases de datos", "BD", "BBDD", "DB", "database"},
		{"contraseña", "clave", "password", "passwd"},
		{"respaldo", "copia de seguridad", "copia de respaldo", "backup"},
		{"restauración", "restaurar", "restore", "recuperación"},
		{"usuario", "user"},
		{"servidor", "server"},
		{"puerto", "port"},
		{"red", "network"},
		{"registro", "bitácora", "log"},
		{"archivo", "fichero", "file"},
		{"carpeta", "directorio", "folder"},
		{"cortafuegos", "firewall"},
		{"permiso", "permission", "privilegio"},
		{"certificado", "certificate", "TLS", "SSL"},
		{"contenedor", "container"},
		{"imagen", "image"},
		{"volumen", "volume"},
		{"despliegue", "desplegar", "deploy", "deployment"},
		{"reversión", "revertir", "rollback", "devolver el cambio"},
		{"reinicio", "reiniciar", "restart", "reboot"},
		{"detener", "parar", "stop"},
		{"ejecución", "ejecutar", "correr"},
		{"prueba", "probar", "test"},
		{"correo", "e-mail", "email"},
		{"soporte", "mesa de ayuda", "mesa de servicio"},
		{"requisito", "requerimiento"},
		{"actualización", "actualizar", "update", "upgrade", "parche"},
		{"equipo", "computador", "PC"},
		{"error", "falla", "fallo", "problema"},
		{"conexión", "conectar", "connection"},
		{"memoria", "RAM"},
		{"procesador", "CPU"},
		{"disco", "almacenamiento", "storage"},
		{"ambiente", "entorno", "environment"},
		{"enlace simbólico", "symlink"},
		{"tamaño", "capacidad", "GB", "GiB", "TB", "MB", "MiB"},
		{"aprobación", "aprobar", "aprueba", "visto bueno"},
		{"elaboración", "elaboró", "autor"},
	}
}

// groups recognises the members of synonym groups in a sequence of stems.
type groups struct {
	// lists[g] holds the members of group g, each as its stems.
	lists [][][]string
	// first maps the first stem of a member to where it occurs.
	first map[string][]memberRef
	// terms[g] is what group g is called in the index.
	terms [][]byte
}

type memberRef struct{ group, member int }

func newGroups(lists [][]string) *groups {
	g := &groups{first: map[string][]memberRef{}}
	for _, list := range lists {
		var members [][]string
		seen := map[string]bool{}
		for _, phrase := range list {
			stems := stemsOf(phrase)
			key := strings.Join(stems, " ")
			if len(stems) == 0 || seen[key] {
				continue
			}
			seen[key] = true
			g.first[stems[0]] = append(g.first[stems[0]], memberRef{len(g.lists), len(members)})
			members = append(members, stems)
		}
		g.terms = append(g.terms, []byte(groupTerm(len(g.lists))))
		g.lists = append(g.lists, members)
	}
	return g
}

// stemsOf gives the stems of a phrase without its stop words. An identifier
// counts as one word.
func stemsOf(phrase string) []string {
	var stems []string
	scan(Normalize(phrase), func(term []byte, role Role) {
		if t := string(term); role < Piece && !IsStopWord(t) {
			stems = append(stems, Stem(Fold(t)))
		}
	})
	return stems
}

// groupTerm is what a group is called in the index: a term that nobody can type.
func groupTerm(g int) string { return fmt.Sprintf("\x02%03d", g) }
