package main

// dutyManual has a sheet for who is on call, of which each environment has rows.
const dutyManual = `-- content/turno/manual.yaml --
titulo: Sala de turno
codigo: M-A-GTI-95
plantilla: manual-de-despliegue
ambientes:
  - {id: produccion, nombre: Producción, variables: {WEB: turno.example}}
  - {id: pruebas, nombre: Pruebas, variables: {WEB: pruebas.turno.example}}
variables:
  - {nombre: WEB, descripcion: Servidor web}
servidores:
  - {nombre: maquina.turno.example, rol: Máquina, ambiente: produccion}
  - {nombre: maquina.pruebas.turno.example, rol: Máquina, ambiente: pruebas}
-- content/turno/07-procedimiento-de-despliegue.md --
# Procedimiento de despliegue

## Reversión

1. Devuelva la versión:

` + "   ```bash\n   devolver --en {{WEB}} && echo listo\n   ```" + `
`

// longWord has no place to break.
const longWord = "Interoperabilidadsupercalifragilisticoespialidosodelosserviciosdeinformacion"

// lookSite has what has once looked wrong: words and numbers that are too long,
// every kind of callout, code with and without a language.
const lookSite = `
-- folio.yaml --
titulo: Manuales LARGA
-- content/vertia/manual.yaml --
titulo: Manual LARGA
codigo: M-A-GTI-90
version: "1.0 en revisión por la Oficina de Tecnologías LARGA"
vigencia: 2026-03-02
estado: vigente
proceso: Gestión LARGA
entidad: Autoridad LARGA
sig: {marca: SIG, texto: Sistema LARGA}
plantilla: manual-de-despliegue
control-de-cambios:
  - {version: "1", fecha: 2026-03-02, descripcion: LARGA}
ambientes:
  - {id: produccion, nombre: Producción, variables: {APP_HOST: vertia.example, DB_HOST: bd.LARGA, PUERTO: "8080"}}
  - {id: pruebas, nombre: Pruebas, variables: {APP_HOST: pruebas.vertia.example, DB_HOST: pruebas.LARGA, PUERTO: "8080"}}
-- content/vertia/01-pagina.md --
# Página LARGA

> [!NOTA]
> Texto.

> [!CONSEJO]
> Texto.

> [!IMPORTANTE]
> Texto.

> [!ADVERTENCIA]
> Texto.

> [!PELIGRO]
> Texto.

Tabla: LARGA

| a | b |
|---|---|
| 1 | LARGA |

` + "```\nsin lenguaje\n```\n\n```bash {titulo=\"LARGA\"}\ncon {{APP_HOST}}\n```\n\n```{titulo=\"a.txt\"}\nx\n```\n\n```bash\nx\n```\n" + `
## Uno {#uno}

### Uno LARGA

1. [Uno](#uno)
2. [Dos](#dos)
3. [Tres](#tres)

- [x] hecha

` + "```bash {resaltar=1}\nmarcada\nno\n```\n\n```bash {pestaña=\"Linux\"}\nuno\n```\n```bash {pestaña=\"Windows\"}\ndos\n```\n" + `
PARRAFOS

## Dos {#dos}

PARRAFOS

### Después {#despues}

PARRAFOS

## Tres {#tres}

PARRAFOS

## Cuatro {#cuatro}

Fin.

## Cinco {#cinco}

Fin.
-- content/vertia/02-grande/index.md --
# Grande
SECCIONES
GRANDE
` + dutyManual + `-- content/vertia/03-destruir.md --
# Destruir

Borre los datos.

` + "```bash\nrm -rf /srv/{{APP_HOST}}\n```\n\n```bash\necho LARGA LARGA LARGA LARGA\n```\n" + `
-- content/vertia/04-sin-valores.md --
# Sin valores

Nada depende del ambiente: ` + "`un-nombre-corto`" + `.

## Uno

Texto.

Tabla: Muchas columnas

COLUMNAS
-- content/almacen/manual.yaml --
titulo: Almacén
codigo: M-A-GTI-91
version: "0.1"
estado: borrador
plantilla: manual-de-despliegue
-- content/almacen/01-objetivo.md --
# Objetivo

El propósito de este manual es decir cómo se instala Almacén, el sistema que lleva las cuentas de lo que entra y sale de la bodega de la entidad.
-- content/simple/01-uno.md --
# Uno

## Primero {#primero}

PARRAFOS

## Segundo {#segundo}

PARRAFOS

## Tercero {#tercero}

PARRAFOS
`

// readingSite is what the readers of these stories read.
const readingSite = `
-- folio.yaml --
titulo: Manuales
-- content/glosario.md --
# Glosario

TLS
: Protocolo que cifra lo que viaja por la red entre dos equipos y comprueba con quién se habla.
-- content/vertia/manual.yaml --
titulo: Manual de VERTIA
codigo: M-A-GTI-90
ambientes:
  - {id: produccion, nombre: Producción, variables: {APP_HOST: vertia.example, DB: "a<b>&\"'"}}
  - {id: pruebas, nombre: Pruebas, variables: {APP_HOST: pruebas.vertia.example, DB: "</script><b>"}}
  - {id: desarrollo, nombre: Desarrollo, variables: {APP_HOST: desarrollo.vertia.example}}
variables:
  - {nombre: APP_HOST}
  - {nombre: DB, valor: local}
  - {nombre: DB_PORT, valor: "5432"}
  - {nombre: DB_PASS, secreto: true}
  - {nombre: SIN_USO, valor: nunca}
-- content/vertia/01-uno.md --
# Uno

Abra {{APP_HOST}} con TLS, base {{DB}}, puerto {{DB_PORT}}, clave {{DB_PASS}}, no {{OTRA}}.
Vaya a [la consola](https://{{APP_HOST}}:{{DB_PORT}}/a%20b?q=ñ) o a <https://{{APP_HOST}}/estado> hoy.

| Nombre | Valor |
|---|---|
| Servidor | {{APP_HOST}} |

` + "```console\n$ ssh op@{{APP_HOST}} '{{DB_PASS}}'\nWelcome to {{APP_HOST}}\n```" + `

![Un diagrama](img/d.svg)

Imagen: Diagrama de red

Descargue el [guion](datos.sql).
-- content/vertia/02-dos.md --
# Dos

Otra vez {{APP_HOST}}.
-- content/vertia/03-oculto.md --
# Oculto

Vaya al [paso de Windows](#en-windows), al [detalle](#en-el-detalle) o al paso con [su nota](#en-la-nota).

::: {pestaña="Linux"}
Con zypper.
:::
::: {pestaña="Windows"}
## En Windows

Con chocolatería.

<details>
<summary>Más</summary>

## En la nota

Con turronería.

</details>
:::

<details>
<summary>Detalle</summary>

## En el detalle

Con panadería.

</details>

## Final

Fin.
-- content/vertia/datos.sql --
select 1;
-- content/vertia/img/d.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200"><path d="M0 0h400v200H0z" fill="#cde"/></svg>
` + dutyManual + `-- content/sigma/manual.yaml --
titulo: Manual de SIGMA
ambientes:
  - {id: produccion, nombre: Producción, variables: {HOST: sigma.example}}
  - {id: pruebas, nombre: Pruebas, variables: {HOST: pruebas.sigma.example}}
-- content/sigma/01-uno.md --
# Uno

En {{HOST}}.
-- content/todo/manual.yaml --
titulo: Manual de {{APP_HOST}}
codigo: M-1
descripcion: Todo sobre {{APP_HOST}}.
proceso: Operación de {{APP_HOST}}
ambientes:
  - {id: produccion, nombre: Producción, variables: {APP_HOST: prod-uno.example, PUERTO: "1"}}
  - {id: pruebas, nombre: Pruebas, variables: {APP_HOST: test-uno.example}}
variables:
  - {nombre: PUERTO, valor: "1"}
control-de-cambios:
  - {version: "1", fecha: 2026-01-01, descripcion: "Instalación en {{APP_HOST}}"}
-- content/todo/index.md --
En {{APP_HOST}}.
-- content/todo/01-uno.md --
---
descripcion: Cómo va {{APP_HOST}}
---
# Servidor {{APP_HOST}}

Vea [](#en), [](02-dos.md), [](#tbl-x), [el archivo]({{APP_HOST}}.conf "Archivo de {{APP_HOST}}") y ![Diagrama de {{APP_HOST}}](d.svg "Título {{APP_HOST}}") aquí, con ANS.
Entre por <ssh://op@{{APP_HOST}}:22> o [con correo](mailto:op@{{APP_HOST}} "Correo de {{APP_HOST}}").

## En ` + "`{{APP_HOST}}.conf`" + ` y {{APP_HOST}} {#en}

> [!NOTA] Solo en {{APP_HOST}}
> Texto.

` + "```bash {titulo=\"/etc/{{APP_HOST}}.conf\"}\nssh {{APP_HOST}}\n```" + `

` + "```bash {pestaña=\"Con {{APP_HOST}}\"}\nuno\n```\n```bash {pestaña=\"Sin\"}\ndos\n```" + `

<details open><summary>Más de {{APP_HOST}}</summary>

<span title="Es {{APP_HOST}}">Detalle</span>[^1]

</details>

[^1]: Nota de {{APP_HOST}}.

Tabla: Puertos de {{APP_HOST}} {#tbl-x}

| Nombre | Valor |
|---|---|
| {{APP_HOST}} | {{PUERTO}} |

![Plano de {{APP_HOST}}](d.svg)

Imagen: Plano de {{APP_HOST}}

### Otro {{APP_HOST}}

Fin.
-- content/todo/02-dos.md --
# Copia de {{APP_HOST}}

Fin.
-- content/todo/03-glosario.md --
# Glosario

ANS
: Acuerdo sobre {{APP_HOST}}.
-- content/todo/prod-uno.example.conf --
a
-- content/todo/test-uno.example.conf --
b
-- content/todo/d.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><path d="M0 0h40v20H0z" fill="#cde"/></svg>
-- content/solo/manual.yaml --
titulo: Manual de un ambiente
ambientes:
  - {id: produccion, variables: {HOST: solo.example}}
-- content/solo/01-uno.md --
# Uno

En {{HOST}}.
-- content/mudo/manual.yaml --
titulo: Manual sin variables en el texto
ambientes:
  - {id: produccion, variables: {HOST: mudo.example}}
  - {id: pruebas, variables: {HOST: pruebas.mudo.example}}
-- content/mudo/01-uno.md --
# Uno

Sin variables.
`
