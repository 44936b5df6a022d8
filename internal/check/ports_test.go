package check

import (
	"fmt"
	"testing"
)

// TestPortsOfCells: what people write in a column of ports.
func TestPortsOfCells(t *testing.T) {
	for cell, want := range map[string]string{
		"8080": "[{8080 }]", "22, 443": "[{22 } {443 }]", "53/UDP y 53/tcp": "[{53 udp} {53 tcp}]", "8080 8081": "[{8080 } {8081 }]",
		"8443 (TLS 1.2)": "[{8443 }]", "HTTPS (443)": "[{443 }]", "8000-8003": "[{8000 } {8001 } {8002 } {8003 }]", "1521–1522/tcp": "[{1521 tcp} {1522 tcp}]",
		"del 6000 al 6001": "[{6000 } {6001 }]", "1000-2000": "[{1000 } {2000 }]", "TLS 1.2": "[]", "10.0.0.1:8080": "[{8080 }]", "8080:80": "[{8080 } {80 }]", "0": "[]", "70000": "[]", "123456": "[]",
		"443-80": "[{80 } {443 }]", "HTTP2": "[]", "80/443": "[{80 } {443 }]", "N/A": "[]", "22;": "[{22 }]",
	} {
		if got := fmt.Sprint(portsIn(cell)); got != want {
			t.Errorf("%q: %s, want %s", cell, got, want)
		}
	}
}
