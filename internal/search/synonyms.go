package search

import (
	"fmt"
	"strings"
)

// DefaultSynonyms are the groups that ship: words that a manual and its reader
// may use for one and the same thing, and what a reader does with the commands
// that do it. A member may be several words. A verb is there with the form of
// its irregular present.
func DefaultSynonyms() [][]string {
	return [][]string{
		{"base de datos", "bases de datos", "BD", "BBDD", "DB", "database"},
		{"contraseña", "clave", "password", "passwd"},
		{"respaldo", "copia de seguridad", "copia de respaldo", "copia", "backup"},
		{"restauración", "restaurar", "restore", "recuperación", "recuperar"},
		{"usuario", "user", "usar", "usa", "usan"},
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
		{"reversión", "revertir", "revierte", "rollback", "devolver", "devuelve", "versión anterior"},
		{"reinicio", "reiniciar", "restart", "reboot", "recargar", "reload"},
		{"detener", "detiene", "parar", "apagar", "bajar", "stop", "down"},
		{"inicio", "iniciar", "arrancar", "encender", "levantar", "start", "up"},
		{"eliminación", "eliminar", "borrar", "quitar", "retirar", "remove", "delete", "drop", "rm", "prune"},
		{"ejecución", "ejecutar", "correr", "aplicar", "run"},
		{"prueba", "probar", "test"},
		{"instalación", "instalar", "install", "setup"},
		{"vencimiento", "vencer", "expirar", "caducar", "expired", "expire"},
		{"renovación", "renovar", "renueva", "renew"},
		{"conexión", "conectar", "connection", "entrar", "ingresar", "acceder", "login"},
		{"comprobación", "comprobar", "compruebe", "verificación", "verificar", "validar", "check", "verify"},
		{"antiguo", "viejo", "anterior", "old"},
		{"lleno", "full", "no space left"},
		{"escalamiento", "escalar", "escalate"},
		{"correo", "e-mail", "email"},
		{"soporte", "mesa de ayuda", "mesa de servicio"},
		{"requisito", "requerimiento"},
		{"actualización", "actualizar", "update", "upgrade", "parche"},
		{"equipo", "computador", "PC"},
		{"error", "falla", "fallo", "problema"},
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
	// numbers are the stems that members are made of, numbered, and numbered the
	// members likewise.
	numbers  map[string]int32
	numbered [][][]int32
	// first maps the first stem of a member to where it occurs.
	first map[string][]memberRef
	// terms[g] is what group g is called in the index.
	terms []string
}

type memberRef struct{ group, member int }

func newGroups(lists [][]string) *groups {
	g := &groups{first: map[string][]memberRef{}, numbers: map[string]int32{}}
	for _, list := range lists {
		var members [][]string
		var numbered [][]int32
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
			numbered = append(numbered, g.number(stems))
		}
		g.terms = append(g.terms, groupTerm(len(g.lists)))
		g.lists = append(g.lists, members)
		g.numbered = append(g.numbered, numbered)
	}
	return g
}

func (g *groups) number(stems []string) (numbers []int32) {
	for _, s := range stems {
		if _, known := g.numbers[s]; !known {
			g.numbers[s] = int32(len(g.numbers))
		}
		numbers = append(numbers, g.numbers[s])
	}
	return numbers
}

// stem is the number of a stem; -1 for one that no member has.
func (g *groups) stem(s string) int32 {
	if n, ok := g.numbers[s]; ok {
		return n
	}
	return -1
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
