package pipeline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"folio/internal/facts"
	"folio/internal/lifecycle"
)

// inventoryFile is the same as data, in inventario.json.
type inventoryFile struct {
	Site    string `json:"site"`
	Date    string `json:"date,omitempty"`         // of the build
	Support string `json:"support-data,omitempty"` // the day of the data of end of support
	// and "systems", a list of inventorySystem
}

type inventorySystem struct {
	Slug       string               `json:"slug"`
	Title      string               `json:"title"`
	URL        string               `json:"url"`
	Code       string               `json:"code,omitempty"`
	Programs   []inventoryProgram   `json:"programs,omitempty"`
	Servers    []inventoryServer    `json:"servers,omitempty"`
	Ports      []inventoryPort      `json:"ports,omitempty"`
	Databases  []inventoryDatabase  `json:"databases,omitempty"`
	Variables  []inventoryVariable  `json:"variables,omitempty"`
	Components []inventoryComponent `json:"components,omitempty"`
	Backups    []inventoryBackup    `json:"backups,omitempty"`
	Users      []inventoryUser      `json:"users,omitempty"`
	Contact    *inventoryContact    `json:"contact,omitempty"`
}

// place is where the manual says it: a page of the site, and a line of its source.
type inventoryPlace struct {
	URL  string `json:"url"`
	File string `json:"file"`
	Line int    `json:"line"`
}

type inventoryProgram struct {
	Kind        string `json:"kind"` // "software", "sistema", "gestor"
	Name        string `json:"name"`
	ID          string `json:"id,omitempty"` // what everybody calls it
	Version     string `json:"version,omitempty"`
	Environment string `json:"environment,omitempty"`
	// End is the last day of support; Support is "supported", "extended", "ended" or
	// "unknown".
	End     string         `json:"end-of-support,omitempty"`
	Support string         `json:"support"`
	Place   inventoryPlace `json:"place"`
}

type inventoryServer struct {
	Name        string         `json:"name,omitempty"`
	Role        string         `json:"role,omitempty"`
	Address     string         `json:"address,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Count       string         `json:"count,omitempty"`
	Processor   string         `json:"processor,omitempty"`
	Memory      string         `json:"memory,omitempty"`
	Disk        string         `json:"disk,omitempty"`
	System      string         `json:"operating-system,omitempty"`
	Engine      string         `json:"database-engine,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryDatabase struct {
	Name        string         `json:"name,omitempty"`
	Engine      string         `json:"engine,omitempty"`
	Server      string         `json:"server,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryPort struct {
	Host        string         `json:"host"`
	Port        int            `json:"port"`                // the first of a range
	LastPort    int            `json:"last-port,omitempty"` // of a range
	Protocol    string         `json:"protocol"`
	Service     string         `json:"service,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryVariable struct {
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Secret      bool              `json:"secret,omitempty"`
	Value       string            `json:"value,omitempty"`  // in all environments
	Values      map[string]string `json:"values,omitempty"` // by environment
	Place       inventoryPlace    `json:"place"`
}

type inventoryComponent struct {
	Name        string          `json:"name"`
	Kind        string          `json:"kind"`            // "sistema", "contenedor", "componente", "nodo"
	Shape       string          `json:"shape,omitempty"` // "datos", "cola"
	External    bool            `json:"external,omitempty"`
	Technology  string          `json:"technology,omitempty"`
	Description string          `json:"description,omitempty"`
	Calls       []inventoryCall `json:"calls,omitempty"`
	Place       inventoryPlace  `json:"place"`
}

type inventoryCall struct {
	To         string `json:"to"`
	Technology string `json:"technology,omitempty"`
}

type inventoryBackup struct {
	What        string         `json:"what"`
	Frequency   string         `json:"frequency,omitempty"`
	Retention   string         `json:"retention,omitempty"`
	Where       string         `json:"where,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryUser struct {
	Name        string         `json:"name"`
	Use         string         `json:"use,omitempty"`
	Access      string         `json:"access,omitempty"`
	Environment string         `json:"environment,omitempty"`
	Place       inventoryPlace `json:"place"`
}

type inventoryContact struct {
	Mail  string `json:"mail,omitempty"`
	Phone string `json:"phone,omitempty"`
	Hours string `json:"hours,omitempty"`
}

// writeInventory writes the file, a system a line: of a thousand systems it is some
// tens of megabytes.
func (a *assembly) writeInventory() error {
	from, to := io.Pipe()
	go func() { to.CloseWithError(a.inventoryTo(to)) }()
	err := a.sink.Copy(inventoryData, from)
	from.CloseWithError(err) // so that nobody waits to write what nobody reads
	return err
}

func (a *assembly) inventoryTo(pipe io.Writer) error {
	w := bufio.NewWriterSize(pipe, 64<<10)
	in := a.b.in
	file := inventoryFile{Site: in.Site.Title, Date: iso(in.Today)}
	if in.Lifecycle != nil {
		file.Support = iso(in.Lifecycle.Date())
	}
	head, err := json.Marshal(file)
	if err != nil {
		return err
	}
	w.Write(head[:len(head)-1])
	w.WriteString(`,"systems":[`)
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	between := "\n"
	for i, m := range a.known() {
		if m.Slug == "" {
			continue // the site's glossary
		}
		line.Reset()
		if err := e.Encode(a.inventorySystem(i, m)); err != nil {
			return err
		}
		w.WriteString(between)
		w.Write(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
		between = ",\n"
	}
	w.WriteString("\n]}\n")
	return w.Flush()
}

// inventorySystem is the i-th manual's.
func (a *assembly) inventorySystem(i int, m facts.Manual) inventorySystem {
	in := a.b.in
	s := inventorySystem{Slug: m.Slug, Title: m.Title, URL: a.cards[i].URL, Code: a.cards[i].Code}
	for _, p := range m.Programs {
		x := inventoryProgram{Kind: p.Kind, Name: p.Name, ID: p.ID, Version: p.Version, Environment: p.Environment, Support: "unknown", Place: inventoryPlace(p.Place)}
		if r, known := p.Supported(in.Lifecycle); known {
			x.End, x.Support = iso(r.End), [...]string{lifecycle.Supported: "supported", lifecycle.OnlyExtended: "extended", lifecycle.Ended: "ended"}[r.On(in.Today)]
			if r.On(in.Today) == lifecycle.Ended {
				x.End = iso(r.Last())
			}
		}
		s.Programs = append(s.Programs, x)
	}
	for _, x := range m.Servers {
		s.Servers = append(s.Servers, inventoryServer{x.Name, x.Role, x.Address, x.Environment, x.Count, x.Processor, x.Memory, x.Disk, x.System, x.Engine, inventoryPlace(x.Place)})
	}
	for _, x := range m.Ports {
		p := inventoryPort{x.Host, x.First, 0, x.Protocol, x.Service, x.Environment, inventoryPlace(x.Place)}
		if x.Last > x.First {
			p.LastPort = x.Last
		}
		s.Ports = append(s.Ports, p)
	}
	for _, x := range m.Databases {
		s.Databases = append(s.Databases, inventoryDatabase{x.Name, x.Engine, x.Server, x.Environment, inventoryPlace(x.Place)})
	}
	for _, x := range m.Variables {
		v := inventoryVariable{Name: x.Name, Description: x.Description, Secret: x.Secret, Place: inventoryPlace(x.Place)}
		for _, value := range x.Values {
			if value.Environment == "" {
				v.Value = value.Text
				continue
			}
			if v.Values == nil {
				v.Values = map[string]string{}
			}
			v.Values[value.Environment] = value.Text
		}
		s.Variables = append(s.Variables, v)
	}
	for _, c := range m.Components() {
		x := inventoryComponent{c.Name, string(c.Type), string(c.Shape), c.External, c.Technology, c.Description, nil, inventoryPlace(c.Place)}
		for _, k := range c.Calls {
			x.Calls = append(x.Calls, inventoryCall(k))
		}
		s.Components = append(s.Components, x)
	}
	for _, b := range m.Backups {
		s.Backups = append(s.Backups, inventoryBackup{b.What, b.Frequency, b.Retention, b.Where, b.Environment, inventoryPlace(b.Place)})
	}
	for _, u := range m.Users {
		s.Users = append(s.Users, inventoryUser{u.Name, u.Use, u.Access, u.Environment, inventoryPlace(u.Place)})
	}
	if c := m.Support; contacted(m) {
		s.Contact = &inventoryContact{c.Email, c.Phone, c.Hours}
	}
	return s
}
