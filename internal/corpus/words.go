package corpus

import (
	"fmt"
	"strings"
)

// The words of the manuals: a few that every sentence has, those of the trade,
// and thousands of rare ones, made of three parts each.
var (
	particles = strings.Fields(`de la que el en y a los se del las un por con no una su para al lo como más o sin
		sobre entre cuando hasta desde donde este esta cada todo si ya antes también durante según mediante ante`)

	nouns = strings.Fields(`servidor aplicación despliegue instalación configuración ambiente producción contingencia
		usuario contraseña certificado seguridad acceso permiso red puerto balanceador contenedor imagen clúster nodo
		réplica respaldo restauración registro bitácora auditoría monitoreo alerta métrica umbral versión migración
		esquema tabla índice consulta transacción sesión petición respuesta cabecera interfaz módulo componente
		dependencia biblioteca paquete repositorio artefacto administrador operador responsable procedimiento
		verificación validación documento anexo requisito alcance arquitectura diagrama proceso archivo carpeta ruta
		variable parámetro memoria procesador disco almacenamiento volumen partición núcleo cortafuegos regla política
		cifrado llave firma autenticación autorización identidad dominio dirección latencia rendimiento capacidad
		disponibilidad incidente fallo mensaje cola evento tarea mantenimiento soporte proveedor licencia entidad
		trámite expediente solicitud ciudadano portal ventanilla formulario notificación factura catálogo
		reporte tablero indicador inventario cuenca vertimiento licenciamiento predio estación muestra`)

	verbs = strings.Fields(`instale configure verifique ejecute reinicie detenga habilite copie cree elimine compruebe
		valide descargue publique consulte registre actualice restaure revise documente asigne abra cierre espere`)

	stems = strings.Fields(`admin aprov artic asegur autent calib canal clasif codif compar compil conect consol
		delim deriv desagreg dict dosif empaquet encamin escal fact filtr fusion gestion homolog implant indiz
		integr legal mant model normal orden parametr planific prioriz proces recopil redund replic sincron`)
	middles  = strings.Fields(`a e i o ati edi imen oni ula erva izo atri`)
	endings  = strings.Fields(`ción ciones miento mientos dad dades dor dora ble bles tivo tiva nte ntes ndo ron ría tura ista osa`)
	codeLike = strings.Fields("/etc/nginx/nginx.conf systemctl DATABASE_URL application.yml /var/log/app.log JAVA_HOME " +
		"max_connections psql LOG_LEVEL /opt/app/bin README.md https://localhost:8443 ORA-00942 chmod 0640 TLSv1.3 --no-cache")
)

// rareWords is how many rare words there are: every stem, middle and ending.
const rareWords = 42 * 12 * 20

// rareWord is the n-th of them; neighbours in frequency have nothing in common.
func rareWord(n uint64) string {
	n = n * 7919 % rareWords // prime to their number, so that none is left out
	size := uint64(len(endings))
	n, ending := n/size, n%size
	size = uint64(len(middles))
	n, middle := n/size, n%size
	return stems[n] + middles[middle] + endings[ending]
}

func pick[T any](w *writer, list []T) T { return list[w.IntN(len(list))] }

func (w *writer) word() string {
	switch n := w.IntN(1000); {
	case n < 420:
		// The first ones are far more frequent.
		return particles[min(w.IntN(len(particles)), w.IntN(len(particles)))]
	case n < 700:
		return pick(w, nouns)
	case n < 780:
		return pick(w, verbs)
	case n < 985:
		return rareWord(w.rare.Uint64())
	default:
		return fmt.Sprintf("%s-%d", pick(w, []string{"SRV", "APP", "REQ", "INC", "BD"}), 100+w.IntN(9000))
	}
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func (w *writer) phrase(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = w.word()
	}
	return strings.Join(words, " ")
}
