package config

import "folio/internal/diag"

// What manual.yaml may declare of the system. Where a table of the manual says
// something else, what is declared counts. The texts may have variables, {{NAME}};
// Environments are ids or names of the manual's, none for all.

// DeclaredServer is a machine.
type DeclaredServer struct {
	Name, Role, Address            string
	Count, Processor, Memory, Disk string
	System, Engine                 string
	Environments                   []string
	Pos                            diag.Pos
}

// DeclaredPort is a port on which something listens.
type DeclaredPort struct {
	From, To     string
	Number       int
	Protocol     string // "tcp" or "udp"; "" when it is not said
	Use          string
	Environments []string
	Pos          diag.Pos
}

// DeclaredDatabase is a database.
type DeclaredDatabase struct {
	Name, Server, Engine string
	Environments         []string
	Pos                  diag.Pos
}

// DeclaredProgram is a program with its version. ID is what everybody calls it:
// "postgresql".
type DeclaredProgram struct {
	Name, Version, ID string
	Environments      []string
	Pos               diag.Pos
}

func declaredServers(dst *[]DeclaredServer) kind {
	return each(dst, func(x *DeclaredServer, v value) []field {
		x.Pos = v.pos
		return []field{
			{"nombre", text(&x.Name)},
			{"ambiente", texts(&x.Environments)},
			{"rol", text(&x.Role)},
			{"direccion", text(&x.Address)},
			{"cantidad", text(&x.Count)},
			{"procesador", text(&x.Processor)},
			{"memoria", text(&x.Memory)},
			{"disco", text(&x.Disk)},
			{"sistema", text(&x.System)},
			{"gestor", text(&x.Engine)},
		}
	}, "nombre")
}

func declaredPorts(dst *[]DeclaredPort) kind {
	return each(dst, func(x *DeclaredPort, v value) []field {
		x.Pos = v.pos
		return []field{
			{"origen", text(&x.From)},
			{"destino", text(&x.To)},
			{"puerto", number(&x.Number, 1, 65535)},
			{"protocolo", choice(&x.Protocol, "tcp", "udp")},
			{"uso", text(&x.Use)},
			{"ambiente", texts(&x.Environments)},
		}
	}, "destino", "puerto")
}

func declaredDatabases(dst *[]DeclaredDatabase) kind {
	return each(dst, func(x *DeclaredDatabase, v value) []field {
		x.Pos = v.pos
		return []field{
			{"nombre", text(&x.Name)},
			{"servidor", text(&x.Server)},
			{"gestor", text(&x.Engine)},
			{"ambiente", texts(&x.Environments)},
		}
	}, "nombre")
}

func declaredSoftware(dst *[]DeclaredProgram) kind {
	return each(dst, func(x *DeclaredProgram, v value) []field {
		x.Pos = v.pos
		return []field{
			{"nombre", text(&x.Name)},
			{"version", version(&x.Version)},
			{"id", text(&x.ID)},
			{"ambiente", texts(&x.Environments)},
		}
	}, "nombre")
}
