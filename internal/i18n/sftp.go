package i18n

// sftpTexts say why a site could not be published on a server, and what to do.
func sftpTexts() chapter {
	return chapter{
		"publish.sftp.url": {
			"«{0}» no es una dirección de SFTP",
			"“{0}” is not an SFTP address",
		},
		"publish.sftp.url.pista": {
			"escríbala así: sftp://usuario@servidor.example:22/srv/www/manuales. El usuario y el puerto pueden faltar; la carpeta no. Si está en la carpeta personal del usuario: sftp://servidor.example/~/manuales.",
			"write it like this: sftp://user@server.example:22/srv/www/manuals. User and port may be missing; the folder may not. If it is in the user's home folder: sftp://server.example/~/manuals.",
		},
		"publish.sftp.password": {
			"la dirección «{0}» lleva una contraseña",
			"the address “{0}” has a password in it",
		},
		"publish.sftp.password.pista": {
			"quítela y cámbiela en el servidor: quedó a la vista. Folio entra con una llave SSH.",
			"take it out, and change it on the server: it was in plain sight. Folio gets in with an SSH key.",
		},
		"publish.sftp.config": {
			"la configuración de SSH no se entiende en {0}: {1}",
			"the configuration of SSH is not understood at {0}: {1}",
		},
		"publish.sftp.config.pista": {
			"corrija esa línea y compruébela con «ssh -G servidor», o indique otro archivo en la variable FOLIO_SSH_CONFIG («none» para ninguno).",
			"mend that line and try it with “ssh -G server”, or name another file in the variable FOLIO_SSH_CONFIG (“none” for none).",
		},
		"publish.sftp.config-match": {
			"la configuración de SSH tiene en {0} una condición que Folio no evalúa: {1}",
			"the configuration of SSH has a condition at {0} that Folio does not evaluate: {1}",
		},
		"publish.sftp.config-match.pista": {
			"Folio entiende «Match all», «Match host» y «Match originalhost». Escriba el servidor en una entrada «Host», o en otro archivo que indique en la variable FOLIO_SSH_CONFIG («none» para ninguno).",
			"Folio understands “Match all”, “Match host” and “Match originalhost”. Write the server as a “Host” entry, or in another file named in the variable FOLIO_SSH_CONFIG (“none” for none).",
		},
		"publish.sftp.config-proxycommand": {
			"según {0}, a «{1}» se llega con ProxyCommand, que Folio no ejecuta",
			"by {0}, “{1}” is reached with ProxyCommand, which Folio does not run",
		},
		"publish.sftp.config-proxycommand.pista": {
			"si el comando pasa por otro servidor SSH, escriba «ProxyJump» con el nombre de ese servidor.",
			"if the command goes through another SSH server, write “ProxyJump” with that server's name.",
		},
		"publish.sftp.config-loop": {
			"el camino hasta «{0}» pasa por demasiados servidores, o da vueltas",
			"the way to “{0}” goes through too many servers, or in circles",
		},
		"publish.sftp.config-loop.pista": {
			"revise las líneas «ProxyJump» de la configuración de SSH; «ProxyJump none» termina un camino.",
			"look at the “ProxyJump” lines in the configuration of SSH; “ProxyJump none” ends a way.",
		},
		"publish.sftp.host-not-found": {
			"no se encuentra el servidor «{0}»",
			"the server “{0}” is not found",
		},
		"publish.sftp.host-not-found.pista": {
			"revise cómo está escrito el nombre y si esta máquina está en la red o en la VPN que lo conoce.",
			"check how the name is spelt, and whether this machine is in the network or VPN that knows it.",
		},
		"publish.sftp.unreachable": {
			"no hay camino en la red hasta {0}",
			"the network has no way to {0}",
		},
		"publish.sftp.unreachable.pista": {
			"revise si esta máquina está en la red o en la VPN del servidor.",
			"check whether this machine is in the server's network or VPN.",
		},
		"publish.sftp.refused": {
			"{0} no acepta la conexión: nada atiende en ese puerto",
			"{0} does not take the connection: nothing listens at that port",
		},
		"publish.sftp.refused.pista": {
			"revise el puerto de la dirección y que el servicio SSH del servidor esté en marcha.",
			"check the port in the address, and that the server's SSH service is running.",
		},
		"publish.sftp.timeout": {
			"{0} no respondió en {1} segundos",
			"{0} did not answer within {1} seconds",
		},
		"publish.sftp.timeout.pista": {
			"puede que un cortafuegos descarte la conexión o que el servidor esté ocupado; revise el puerto y la red, y vuelva a intentarlo.",
			"a firewall may drop the connection, or the server may be busy; check the port and the network, and try again.",
		},
		"publish.sftp.forwarding": {
			"el servidor intermedio {0} no lleva hasta {1}",
			"the server on the way, {0}, does not lead to {1}",
		},
		"publish.sftp.forwarding.pista": {
			"pida a quien administra el intermedio que permita AllowTcpForwarding hacia ese destino, y revise el nombre y el puerto.",
			"ask whoever runs the server on the way to allow AllowTcpForwarding to that place, and check name and port.",
		},
		"publish.sftp.handshake": {
			"{0} cortó la conexión antes de saludar, o no es un servidor SSH",
			"{0} hung up before it greeted, or is no SSH server",
		},
		"publish.sftp.handshake.pista": {
			"revise el puerto de la dirección. Si es el correcto, el servidor puede estar limitando las conexiones: espere un minuto y vuelva a intentarlo.",
			"check the port in the address. If it is right, the server may be limiting connections: wait a minute and try again.",
		},
		"publish.sftp.algorithms": {
			"{0} solo conoce formas de cifrado que ya no son seguras",
			"{0} knows only ways of encryption that are no longer safe",
		},
		"publish.sftp.algorithms.pista": {
			"pida a quien administra el servidor que actualice su servicio SSH.",
			"ask whoever runs the server to update its SSH service.",
		},
		"publish.sftp.no-subsystem": {
			"{0} deja entrar, pero no ofrece SFTP",
			"{0} lets in, but has no SFTP",
		},
		"publish.sftp.no-subsystem.pista": {
			"pida a quien administra el servidor que active «Subsystem sftp internal-sftp» para este usuario, y que su sesión no escriba avisos al empezar.",
			"ask whoever runs the server to switch on “Subsystem sftp internal-sftp” for this user, and that its session prints nothing when it starts.",
		},
		"publish.sftp.host-unknown": {
			"no se conoce el servidor {0}; mostró una llave {1} con la huella {2}",
			"the server {0} is not known; it showed a key of type {1} with the fingerprint {2}",
		},
		"publish.sftp.host-unknown.pista": {
			"pida la huella a quien administra el servidor y compárela con esta. Si es la misma, repita el comando con --trust-host, o entre una vez con «ssh» y acéptela: quedará en {3}. Si no, no siga: alguien puede estar en el medio.",
			"ask whoever runs the server for the fingerprint, and compare. If it is the same, repeat the command with --trust-host, or get in once with “ssh” and accept it: it will stand in {3}. If not, do not go on: somebody may be in between.",
		},
		"publish.sftp.host-changed": {
			"el servidor {0} mostró otra llave que la conocida: una {1} con la huella {2}",
			"the server {0} showed another key than the one known: one of type {1} with the fingerprint {2}",
		},
		"publish.sftp.host-changed.pista": {
			"no siga: alguien puede estar en el medio. Pregunte a quien administra el servidor si cambió su llave; si fue así y la huella es la misma, borre la línea que la conoce ({3}) y vuelva a aceptarla.",
			"do not go on: somebody may be in between. Ask whoever runs the server whether its key was changed; if so, and the fingerprint is the same, delete the line that knows it ({3}) and accept it anew.",
		},
		"publish.sftp.host-revoked": {
			"la llave del servidor {0} está revocada: una {1} con la huella {2}",
			"the key of the server {0} is revoked: one of type {1} with the fingerprint {2}",
		},
		"publish.sftp.host-revoked.pista": {
			"no siga. La prohíbe {3}: pregunte a quien administra el servidor cuál es su llave nueva.",
			"do not go on. It is forbidden by {3}: ask whoever runs the server for its new key.",
		},
		"publish.sftp.known-hosts": {
			"no se pueden leer o guardar los servidores conocidos en «{0}»",
			"the known servers cannot be read from or kept in “{0}”",
		},
		"publish.sftp.known-hosts.pista": {
			"revise el permiso del archivo y sus líneas: cada una es «servidor tipo llave».",
			"check the permission of the file and its lines: each is “server type key”.",
		},
		"publish.sftp.no-key": {
			"no hay ninguna llave SSH para entrar como {0}",
			"there is no SSH key to get in with as {0}",
		},
		"publish.sftp.no-key.pista": {
			"cree una con «ssh-keygen -t ed25519» y pida que autoricen la parte pública, o indique la que ya tiene en la variable FOLIO_SSH_KEY_FILE, en «IdentityFile» o en ssh-agent.",
			"make one with “ssh-keygen -t ed25519” and ask for its public half to be authorized, or name the one you have in the variable FOLIO_SSH_KEY_FILE, in “IdentityFile” or in ssh-agent.",
		},
		"publish.sftp.key-refused": {
			"el servidor no dejó entrar a {0} con ninguna llave; se mostraron: {1}",
			"the server let {0} in with none of the keys; those shown were: {1}",
		},
		"publish.sftp.key-refused.pista": {
			"revise el usuario y que la parte pública de su llave esté en authorized_keys del servidor. Si tiene muchas llaves, indique la correcta con «IdentityFile» e «IdentitiesOnly yes».",
			"check the user, and that the public half of your key is in the server's authorized_keys. If you have many keys, name the right one with “IdentityFile” and “IdentitiesOnly yes”.",
		},
		"publish.sftp.key-file": {
			"la llave de «{0}» no se puede usar",
			"the key in “{0}” cannot be used",
		},
		"publish.sftp.key-file.pista": {
			"debe ser una llave privada de OpenSSH completa, con sus líneas BEGIN y END, y usted debe poder leerla.",
			"it must be a whole private key of OpenSSH, with its BEGIN and END lines, and you must be able to read it.",
		},
		"publish.sftp.key-missing": {
			"no existe la llave «{0}»",
			"the key “{0}” does not exist",
		},
		"publish.sftp.key-missing.pista": {
			"revise la ruta, que es la que dice FOLIO_SSH_KEY_FILE.",
			"check the path, which is what FOLIO_SSH_KEY_FILE says.",
		},
		"publish.sftp.key-public": {
			"«{0}» es la parte pública de una llave, que es para el servidor",
			"“{0}” is the public half of a key, which is for the server",
		},
		"publish.sftp.key-public.pista": {
			"indique la privada: casi siempre es el archivo del mismo nombre sin «.pub».",
			"name the private one: most often it is the file of the same name without “.pub”.",
		},
		"publish.sftp.passphrase": {
			"la llave de «{0}» tiene frase de paso, y no se dio la correcta",
			"the key in “{0}” has a passphrase, and the right one was not given",
		},
		"publish.sftp.passphrase.pista": {
			"ejecute «folio publish» en una terminal para que la pregunte, cargue la llave con «ssh-add», o use sin terminal una llave sin frase que solo sirva para publicar.",
			"run “folio publish” in a terminal, so that it asks, load the key with “ssh-add”, or without a terminal use a key without passphrase that serves for publishing only.",
		},
		"publish.sftp.missing": {
			"la carpeta «{0}» no existe en el servidor",
			"the folder “{0}” does not exist on the server",
		},
		"publish.sftp.missing.pista": {
			"revise la dirección, o cree la carpeta en el servidor: Folio no la crea, por si hay un error en el nombre.",
			"check the address, or make the folder on the server: Folio does not, in case the name is wrong.",
		},
		"publish.sftp.not-folder": {
			"«{0}» no es una carpeta en el servidor",
			"“{0}” is not a folder on the server",
		},
		"publish.sftp.not-folder.pista": {
			"revise la dirección.",
			"check the address.",
		},
		"publish.sftp.permission": {
			"el servidor no da permiso sobre «{0}»",
			"the server gives no permission on “{0}”",
		},
		"publish.sftp.permission.pista": {
			"pida que el usuario con el que publica pueda escribir en la carpeta y en todo lo que hay en ella.",
			"ask for the user who publishes to be allowed to write in the folder and in all that is in it.",
		},
		"publish.sftp.full": {
			"no queda espacio en el disco del servidor para «{0}»",
			"the server's disk has no room for “{0}”",
		},
		"publish.sftp.full.pista": {
			"libere espacio en el servidor y publique de nuevo.",
			"make room on the server and publish again.",
		},
		"publish.sftp.failed": {
			"el servidor no pudo con «{0}» y no dice por qué: {1}",
			"the server failed at “{0}” and does not say why: {1}",
		},
		"publish.sftp.failed.pista": {
			"puede ser una cuota agotada o un disco dañado: pregunte a quien administra el servidor, que lo verá en sus registros.",
			"it may be a quota that is used up or a broken disk: ask whoever runs the server, who will see it in its logs.",
		},
		"publish.sftp.no-rename": {
			"el servidor no sabe poner «{0}» en el lugar de lo que ya hay: le falta posix-rename",
			"the server cannot put “{0}” in the place of what is there: it lacks posix-rename",
		},
		"publish.sftp.no-rename.pista": {
			"publique con --in-place, o pida un servidor OpenSSH.",
			"publish with --in-place, or ask for an OpenSSH server.",
		},
		"publish.sftp.no-link": {
			"el servidor no deja hacer el enlace «{0}»",
			"the server does not let the link “{0}” be made",
		},
		"publish.sftp.no-link.pista": {
			"si el disco del servidor no tiene enlaces, publique con --in-place; si los tiene, pida permiso para escribir en la carpeta.",
			"if the server's disk has no links, publish with --in-place; if it has, ask for permission to write in the folder.",
		},
		"publish.sftp.lost": {
			"se perdió la conexión con {0}",
			"the connection to {0} is lost",
		},
		"publish.sftp.lost.pista": {
			"lo que se lee en el sitio no cambió a medias. Revise la red y repita el comando: sigue donde quedó.",
			"what is read on the site did not change by halves. Check the network and repeat the command: it goes on where it was.",
		},
		"publish.sftp.stalled": {
			"{0} dejó de responder: en {1} segundos no llegó nada",
			"{0} stopped answering: for {1} seconds nothing came",
		},
		"publish.sftp.stalled.pista": {
			"lo que se lee en el sitio no cambió a medias. Revise la red y el servidor y repita el comando: sigue donde quedó.",
			"what is read on the site did not change by halves. Check the network and the server and repeat the command: it goes on where it was.",
		},
	}
}
