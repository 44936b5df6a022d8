package check

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"folio/themes"
)

// TestTheCopyButtonKnowsWhatDestroys: what the check calls destructive, the button
// asks for twice in production, and nothing that is run every day.
func TestTheCopyButtonKnowsWhatDestroys(t *testing.T) {
	script, err := fs.ReadFile(themes.Files, "somosig/assets/js/copy.js")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(script), "var destroys = /")
	form, _, ok := strings.Cut(rest, "/i;")
	if !ok {
		t.Fatal("the script has no list")
	}
	asks := regexp.MustCompile("(?i)" + strings.ReplaceAll(form, `\/`, "/"))
	for _, order := range strings.Split(`docker compose down -v
docker compose down --volumes
docker-compose rm -sv
sudo rm -rf /var/lib/sistema
rm --recursive --force /srv
rm -f -r /srv
docker volume prune --force
docker volume rm pgdata
docker system prune --all --volumes
psql --command='DROP DATABASE vertia'
ssh bd 'sudo -u postgres dropdb vertia'
DROP TABLE tramite;
DELETE FROM usuario;
TRUNCATE auditoria;
mkfs.ext4 /dev/sdb1
wipefs -a /dev/sdb
dd if=x.img of=/dev/sda
zpool destroy datos
terraform destroy
kubectl delete pvc datos
oc delete project vertia
redis-cli FLUSHALL
Remove-Item C:\\datos -Recurse -Force
rd /s /q C:\\datos`, "\n") {
		if !asks.MatchString(order) {
			t.Errorf("%s is copied without a question", order)
		}
	}
	for _, order := range []string{
		"rm archivo.tmp", "rm -f archivo.tmp", "docker compose down", "docker image rm vieja", "docker ps -a", "kubectl delete pod vertia-0", "dd if=/dev/zero of=relleno", "ls -l", "docker compose up -d",
		"SELECT * FROM usuario;", "systemctl restart nginx", "docker volume ls", "rmdir vacia",
	} {
		if asks.MatchString(order) {
			t.Errorf("%s is asked for", order)
		}
	}
}
