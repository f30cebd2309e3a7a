// The Gateway API's own conformance suite as a test binary, and a list of what is in it.
package official

import (
	"encoding/json"
	"os"
	"testing"

	"sigs.k8s.io/gateway-api/conformance"
	"sigs.k8s.io/gateway-api/conformance/tests"
)

// TestConformance runs the suite as its flags say.
func TestConformance(t *testing.T) { conformance.RunConformance(t) }

type listed struct {
	Name        string   `json:"name"`
	Features    []string `json:"features"`
	Provisional bool     `json:"provisional"`
}

// TestList writes down every test with the features that it needs, as JSON into the file that OFFICIAL_LIST names.
func TestList(t *testing.T) {
	path := os.Getenv("OFFICIAL_LIST")
	if path == "" {
		t.Skip("OFFICIAL_LIST names no file")
	}
	list := make([]listed, 0, len(tests.ConformanceTests))
	for _, test := range tests.ConformanceTests {
		one := listed{Name: test.ShortName, Provisional: test.Provisional}
		for _, feature := range test.Features {
			one.Features = append(one.Features, string(feature))
		}
		list = append(list, one)
	}
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
