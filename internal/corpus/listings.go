package corpus

// templates are listings whose values differ from manual to manual. Those of
// the shell are the most frequent in deployment manuals.
var templates = []listing{
	{"bash", `#!/usr/bin/env bash
set -euo pipefail

aplicacion="‹app›"
version=‹version›
destino="/opt/${aplicacion}/${version}"

# El paquete trae sus propias sumas de verificación.
sudo install -d -m 0750 "$destino"
sudo tar -xzf "/srv/entregas/${aplicacion}-${version}.tar.gz" -C "$destino"
if ! (cd "$destino" && sha256sum --quiet --check SHA256SUMS); then
  echo "El paquete está dañado" >&2
  exit ‹n›
fi
sudo ln -sfn "$destino" "/opt/${aplicacion}/actual"
sudo systemctl restart "${aplicacion}.service"
`},
	{"bash", `nodos=(
×  ‹ip›
)
for nodo in "${nodos[@]}"; do
  printf '%s: ' "$nodo"
  ssh -o ConnectTimeout=‹n› "despliegue@${nodo}" "systemctl is-active ‹app›" || fallidos+=("$nodo")
done
if (( ${#fallidos[@]} > 0 )); then
  logger -t despliegue "sin respuesta: ${fallidos[*]}"
fi
`},
	{"bash", `export APP_TOKEN="$(sudo cat /run/credenciales/‹id›)"
curl --fail --silent --max-time ‹n› \
  --header "Authorization: Bearer $APP_TOKEN" \
  --header 'Accept: application/json' \
  "https://‹host›:‹port›/api/v2/‹id2›" | jq '.estado'
pg_dump --host=‹host2› --username=‹id3› --format=custom --file="/respaldos/‹id3›-$(date +%F).dump" ‹id3›
`},
	{"bash", `uso=$(df --output=pcent "/var/lib/‹id›" | tail -n 1 | tr -dc '0-9')
if [[ $uso -gt ‹n› ]]; then
  find "/var/log/‹app›" -name '*.log' -mtime +‹n2› -print0 | xargs -0 --no-run-if-empty gzip -9
fi
echo "uso: ${uso} %"
`},
	{"bash", `sudo useradd --system --home-dir /opt/‹app› --shell /usr/sbin/nologin ‹id›
sudo chown -R ‹id›:‹id› /opt/‹app›
sudo ufw allow from ‹ip› to any port ‹port› proto tcp
sudo ufw status numbered
`},
	{"sh", `set -e
. /etc/‹app›/entorno
[ -n "$DB_HOST" ] || { echo "falta DB_HOST" >&2; exit 64; }
nc -z "$DB_HOST" "${DB_PORT:-‹port›}" && echo "‹id› responde"
`},
	{"yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ‹app›
  labels:
    sistema: ‹id›
spec:
  replicas: ‹n›
  selector:
    matchLabels: {sistema: ‹id›}
  template:
    metadata:
      labels: {sistema: ‹id›}
    spec:
      containers:
        - name: servidor
          image: "registro.example/‹app›:‹version›"
          ports:
            - containerPort: ‹port›
          envFrom:
            - secretRef: {name: ‹app›-credenciales}
          livenessProbe:
            httpGet:
              path: /salud   # no pide autenticación
              port: ‹port›
            periodSeconds: ‹n2›
`},
	{"yaml", `services:
  ‹id›:
    image: registro.example/‹app›:‹version›
    restart: unless-stopped
    ports:
      - "‹port›:‹port2›"
    environment:
      DB_HOST: ‹host›
      DB_POOL: ‹n›
      TRAZAS: 'false'
    depends_on: [bd]
  bd:
    image: postgres:17.2
    volumes:
      - datos:/var/lib/postgresql/data
volumes:
  datos: {}
`},
	{"yaml", `servidor:
  puerto: ‹port›
  tls:
    certificado: /etc/pki/‹id›.pem
  origenes:
×    - https://‹host›
registro:
  nivel: info
  destino: "/var/log/‹id›/‹id2›.log"
`},
	{"json", `{
  "sistema": "‹app›",
  "version": "‹version›",
  "activo": true,
  "nodos": [
×    {"host": "‹ip›", "puerto": ‹port›, "peso": 0.‹n›, "zona": null},
    {"host": "‹ip›", "puerto": ‹port›, "peso": 1.0, "zona": "‹id›"}
  ]
}
`},
	{"json", `{
  "estado": "disponible",
  "mensaje": "‹frase›",
  "detalle": {"intentos": ‹n›, "latencia_ms": ‹n2›, "etiquetas": ["‹id›", "‹id2›"]},
  "momento": "2026-03-02T‹hora›-05:00"
}
`},
	{"sql", `-- ‹frase›
CREATE TABLE IF NOT EXISTS ‹id›.‹id2›_historico (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    radicado    varchar(‹n›) NOT NULL UNIQUE,
    descripcion text,
    valor       numeric(14, 2) DEFAULT 0.00 CHECK (valor >= 0),
    creado      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ‹id2›_por_fecha ON ‹id›.‹id2›_historico (creado DESC);
GRANT SELECT, INSERT ON ‹id›.‹id2›_historico TO app_‹id3›;
`},
	{"sql", `SELECT e.nombre, count(*) AS total, max(m.creado) AS reciente
FROM ‹id› AS e
LEFT JOIN ‹id2›_historico AS m ON m.estacion = e.id AND m.estado IN ('ABIERTO', 'EN TRÁMITE')
WHERE e.activa AND m.creado >= now() - interval '‹n› days'
GROUP BY e.nombre
HAVING count(*) > ‹n2›
ORDER BY total DESC
LIMIT ‹n3›;
`},
	{"go", `package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"
)

// disponible pregunta por el estado de ‹app›.
func disponible(ctx context.Context, direccion string) (bool, error) {
	ctx, cancelar := context.WithTimeout(ctx, ‹n›*time.Second)
	defer cancelar()
	peticion, err := http.NewRequestWithContext(ctx, http.MethodHead, direccion, nil)
	if err != nil {
		return false, fmt.Errorf("petición: %w", err)
	}
	respuesta, err := http.DefaultClient.Do(peticion)
	if err != nil {
		return false, err
	}
	return respuesta.StatusCode == http.StatusOK, respuesta.Body.Close()
}

func main() {
	if si, err := disponible(context.Background(), "https://‹host›:‹port›/salud"); !si {
		fmt.Fprintln(os.Stderr, "no disponible:", err)
		os.Exit(1)
	}
}
`},
	{"ts", `export interface ‹Id› {
  radicado: string;
  estado: 'abierto' | 'cerrado';
  ‹id›?: number;
}

export async function listar(desde: Date): Promise<‹Id›[]> {
  const url = new URL('/api/v2/‹id›', 'https://‹host›:‹port›');
  url.searchParams.set('desde', desde.toISOString());
  const respuesta = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!respuesta.ok) {
    throw new Error(` + "`estado ${respuesta.status}`" + `);
  }
  const filas = (await respuesta.json()) as ‹Id›[];
  return filas.filter((f) => f.estado === 'abierto' && (f.‹id› ?? 0) > ‹n›);
}
`},
	{"java", `package example.‹id›;

import java.util.List;
import java.util.Optional;

/** Consulta de ‹frase›. */
public final class Servicio‹Id› {
    private static final int MAXIMO = ‹n›;
    private final Repositorio<‹Id›> repositorio;

    public Servicio‹Id›(Repositorio<‹Id›> repositorio) {
        this.repositorio = repositorio;
    }

    public Optional<‹Id›> porRadicado(String radicado) {
        if (radicado == null || radicado.isBlank()) {
            throw new IllegalArgumentException("el radicado está vacío");
        }
        return repositorio.buscar(radicado).filter(x -> x.nivel() < MAXIMO);
    }

    public List<‹Id›> todos() { return repositorio.listar(0, MAXIMO); }
}
`},
	{"python", `import sys
from pathlib import Path

LIMITE = ‹n› * 1024 ** 2

def pesados(carpeta: Path) -> list[Path]:
    """Archivos de «‹id›» que pasan del límite."""
    return sorted(p for p in carpeta.rglob("*.log") if p.stat().st_size > LIMITE)

if __name__ == "__main__":
    for p in pesados(Path("/var/log/‹app›")):
        print(f"{p}: {p.stat().st_size:,} B", file=sys.stderr)
`},
	{"nginx", `upstream ‹id› {
    least_conn;
×    server ‹ip›:‹port› max_fails=3 fail_timeout=‹n›s;
    keepalive 16;
}

server {
    listen 443 ssl;
    server_name ‹host›;
    ssl_certificate     /etc/pki/tls/certs/‹id›.pem;
    ssl_certificate_key /etc/pki/tls/private/‹id›.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    client_max_body_size ‹n›m;

    location /‹id2›/ {
        proxy_pass http://‹id›;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_read_timeout ‹n2›s;
    }
}
`},
	{"apache", `<VirtualHost *:443>
    ServerName ‹host›
    DocumentRoot "/srv/www/‹id›"
    SSLEngine on
    SSLCertificateFile /etc/pki/tls/certs/‹id›.pem
    <Directory "/srv/www/‹id›">
        Options -Indexes
        Require ip ‹ip›
    </Directory>
    ProxyPass "/api" "http://‹ip2›:‹port›/api" retry=‹n›
    ErrorLog ${APACHE_LOG_DIR}/‹id›-error.log
</VirtualHost>
`},
	{"dockerfile", `FROM eclipse-temurin:21-jdk AS construccion
WORKDIR /fuente
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2 mvn -q dependency:go-offline
COPY . .
RUN mvn -q package -DskipTests && mv target/*.jar /‹app›.jar

FROM eclipse-temurin:21-jre
ENV TZ=America/Bogota PUERTO=‹port›
COPY --from=construccion /‹app›.jar /opt/‹app›.jar
EXPOSE ‹port›
USER 1000:1000
ENTRYPOINT ["java", "-jar", "/opt/‹app›.jar"]
`},
	{"ini", `[Unit]
Description=‹frase›
After=network-online.target

[Service]
User=‹id›
EnvironmentFile=/etc/‹app›/entorno
ExecStart=/opt/‹app›/actual/servidor --puerto ‹port›
Restart=on-failure
RestartSec=‹n›

[Install]
WantedBy=multi-user.target
`},
	{"toml", `# ‹frase›
[servidor]
direccion = "‹ip›"
puerto = ‹port›
activo = true

[[destinos]]
nombre = "‹id›"
×reglas.‹id› = ["‹id2›", "‹host›"]
`},
	{"properties", `# ‹frase›
×app.‹id›.‹id2›=‹host›
spring.datasource.url=jdbc:postgresql://‹host›:5432/‹id›
spring.datasource.hikari.maximum-pool-size=‹n›
`},
	{"xml", `<?xml version="1.0" encoding="UTF-8"?>
<configuracion version="‹version›">
  <!-- ‹frase› -->
  <conexion nombre="‹id›" activa="true">
    <url>jdbc:oracle:thin:@‹host›:‹port›/‹id2›</url>
    <espera unidad="s">‹n›</espera>
  </conexion>
</configuracion>
`},
	{"console", `$ systemctl status ‹app› --no-pager
×2026-03-02 ‹hora› INFO  ‹id›[‹port›]: ‹frase›
$ journalctl --unit ‹app› --since today | tail -n ‹n›
×2026-03-02 ‹hora› WARN  ‹id›[‹port›]: ‹frase›
`},
	{"", `HTTP/1.1 503 Service Unavailable
Date: Mon, 02 Mar 2026 ‹hora› GMT
Retry-After: ‹n›

{"estado":"‹id›","detalle":"‹frase›"}
`},
}

// commonplaces are the same in all manuals.
var commonplaces = []listing{
	{"bash", "sudo nginx -t\nsudo systemctl reload nginx\n"},
	{"bash", "sudo apt update\nsudo apt install --yes postgresql-client jq curl nginx\n"},
	{"bash", "docker compose pull\ndocker compose up --detach --remove-orphans\ndocker compose ps --all\n"},
	{"bash", "kubectl --namespace produccion get pods --output wide\nkubectl --namespace produccion rollout status deployment/servidor --timeout=2m\n"},
	{"bash", "openssl req -new -newkey rsa:3072 -keyout servidor.key -out servidor.csr \\\n  -subj \"/C=CO/O=Autoridad Ambiental de Ejemplo/CN=$(hostname --fqdn)\"\n"},
	{"bash", "npm ci\nnpm run build\nrsync --archive --delete dist/ despliegue@web.example:/srv/www/\n"},
	{"bash", "uptime\nfree --mebi\ndf --human-readable\nss --listening --tcp --numeric\n"},
	{"bash", "tail --follow /var/log/app/app.log | grep --line-buffered -E 'ERROR|FATAL'\n"},
	{"bash", "chmod 0750 /opt/app\nfind /opt/app -type f -name '*.sh' -exec chmod 0750 {} +\n"},
	{"yaml", "logging:\n  level:\n    root: INFO\nmanagement:\n  endpoints:\n    web:\n      exposure:\n        include: health,info\n"},
	{"json", "{\n  \"status\": \"UP\",\n  \"components\": {\n    \"db\": {\"status\": \"UP\"},\n    \"diskSpace\": {\"status\": \"UP\"}\n  }\n}\n"},
	{"sql", "SELECT version();\nSELECT count(*) FROM pg_stat_activity WHERE state = 'active';\n"},
	{"nginx", "add_header X-Frame-Options SAMEORIGIN always;\nadd_header X-Content-Type-Options nosniff always;\n"},
	{"ini", "[Journal]\nStorage=persistent\nSystemMaxUse=2G\nMaxRetentionSec=3month\n"},
	{"", "bin/\nconf/\n  servidor.yml\nlib/\nlogs/\n"},
}
