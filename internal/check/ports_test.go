package check

import (
	"strings"
	"testing"
)

// TestPortsOfCells: what people write in a column of ports.
func TestPortsOfCells(t *testing.T) {
	for cell, want := range map[string]string{
		"8080": "8080", "22, 443": "22 443", "53/UDP y 53/tcp": "53/udp 53/tcp", "8080 8081": "8080 8081",
		"8443 (TLS 1.2)": "8443", "HTTPS (443)": "443", "8000-8003": "8000-8003", "1521–1522/tcp": "1521-1522/tcp",
		"del 6000 al 6001": "6000-6001", "1024-65535": "1024-65535", "60000-70000": "60000-65535", "TLS 1.2": "", "10.0.0.1:8080": "8080", "8080:80": "8080 80", "0": "", "70000": "", "123456": "",
		"443-80": "80 443", "HTTP2": "", "80/443": "80 443", "N/A": "", "22;": "22",
		// Thousands apart.
		"8.443": "8443", "3\u00a0000": "3000", "3\u202f000 y 8.080/tcp": "3000 8080/tcp", "3 000": "3000", "8.000-8.010": "8000-8010", "80 443": "80 443",
		"192.168.1.10:443": "443", "10.100.20.3": "", "80.443": "", "v8.443": "",
	} {
		var list []string
		for _, p := range portsIn(cell) {
			list = append(list, strings.TrimSuffix(p.String()+"/"+p.protocol, "/"))
		}
		if got := strings.Join(list, " "); got != want {
			t.Errorf("%q: %s, want %s", cell, got, want)
		}
	}
}

// TestMachinesOfCells: what people write in a column of machines.
func TestMachinesOfCells(t *testing.T) {
	for cell, want := range map[string]string{
		"app1": "app1", "app1\napp2": "app1|app2", "app1, app2": "app1|app2", "app1; app2 ;": "app1|app2", "app1,\napp2": "app1|app2",
		"Servidor de aplicaciones, web": "Servidor de aplicaciones, web", "": "", ",": "",
	} {
		if got := strings.Join(machinesIn(cell), "|"); got != want && want != "" {
			t.Errorf("%q: %s, want %s", cell, got, want)
		}
	}
}
