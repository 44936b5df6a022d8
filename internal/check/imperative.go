package check

import "strings"

// asks are the words with which a manual tells its reader to do something,
// without accents: «Conéctese al servidor».
var asks = set(`abra acceda active actualice adicione agregue ajuste almacene anote aplique apruebe arranque asegurese asigne autentiquese
autorice baje borre busque cambie cargue cierre clone coloque compare compile compruebe conceda conectese configure confirme conserve
construya consulte continue copie corrija cree dele deje descargue descomprima desconecte desinstale despliegue detenga digite diligencie
dirijase documente edite ejecute elija elimine entre envie escriba escale espere establezca evite exporte fije genere guarde habilite haga
importe informe ingrese inicie inserte instale invoque lance lea levante libere limpie llame localice marque migre modifique mueva navegue
notifique obtenga oprima otorgue pare pegue permita presione programe proteja pruebe publique pulse realice recargue redirija registre
reemplace reinicie renombre renueve repita reporte responda restablezca restaure reuna revierta revise revoque salga seleccione siga
solicite solucione suba sustituya termine tome transfiera ubique ubiquese use utilice vaya valide verifique vuelva`)

// imperative tells whether a text begins by telling its reader to do something.
func imperative(text string) bool {
	word, _, _ := strings.Cut(text[:min(len(text), 40)], " ")
	return asks[strings.Trim(fold(word).words, " ")]
}
