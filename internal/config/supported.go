package config

import "time"

// Supported is a program of which a site says until when it is supported.
type Supported struct {
	Name     string
	Aliases  []string // other names that manuals give it
	Versions []SupportedVersion
}

// SupportedVersion is a version, or the first parts of it.
type SupportedVersion struct {
	Version  string
	End      time.Time // its last day, UTC; zero when not given
	Extended time.Time // the last day of its extended support; zero for none
	Ended    bool      // it has ended, whenever that was
}

func supported(dst *[]Supported) kind {
	return each(dst, func(p *Supported, _ value) []field {
		return []field{
			{"producto", text(&p.Name)},
			{"alias", texts(&p.Aliases)},
			{"versiones", each(&p.Versions, func(x *SupportedVersion, _ value) []field {
				return []field{
					{"version", version(&x.Version)},
					{"fin", date(&x.End)},
					{"extendido", date(&x.Extended)},
					{"terminado", yesNo(&x.Ended)},
				}
			}, "version")},
		}
	}, "producto", "versiones").then(func(r *reader, v value) { r.unique(v, "producto", "CFG-09.producto") })
}
