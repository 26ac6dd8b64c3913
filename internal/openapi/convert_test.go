package openapi

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The fixture is what swag wrote for a small API with one operation of every
// kind that the service has.
const fixture = "testdata/swagger.json"

var bothVersions = []string{version31, version30}

// property is one fact about the converted fixture: the JSON at a pointer, in
// each version. An empty text means that nothing must be there.
type property struct {
	name, pointer, want31, want30 string
}

// same is a property that both versions share.
func same(name, pointer, want string) property {
	return property{name, pointer, want, want}
}

// checkProperties compares every property in both versions.
func checkProperties(t *testing.T, properties []property) {
	t.Helper()
	docs := map[string]object{
		version31: convertFixture(t, version31, nil),
		version30: convertFixture(t, version30, nil),
	}
	for _, p := range properties {
		for version, want := range map[string]string{version31: p.want31, version30: p.want30} {
			t.Run(p.name+"/"+version, func(t *testing.T) {
				got, found := lookUp(docs[version], p.pointer)
				if want == "" {
					if found {
						t.Errorf("%s: found %v, want nothing", p.pointer, got)
					}
					return
				}
				if diff := cmp.Diff(fromJSON(t, want), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", p.pointer, diff)
				}
			})
		}
	}
}

// convertFixture converts the fixture after an optional change.
func convertFixture(t *testing.T, version string, change func(source object)) object {
	t.Helper()
	out, err := Convert(changedFixture(t, change), version)
	if err != nil {
		t.Fatalf("Convert to %s: %v", version, err)
	}
	return fromJSON(t, string(out)).(object)
}

func changedFixture(t *testing.T, change func(source object)) []byte {
	t.Helper()
	data, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	if change == nil {
		return data
	}
	source := fromJSON(t, string(data)).(object)
	change(source)
	data, err = json.Marshal(source)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func fromJSON(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

// lookUp follows a JSON pointer.
func lookUp(node any, pointer string) (any, bool) {
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for _, token := range strings.Split(pointer, "/")[1:] {
		found := false
		switch n := node.(type) {
		case object:
			node, found = n[unescape.Replace(token)]
		case []any:
			if i, err := strconv.Atoi(token); err == nil && i < len(n) {
				node, found = n[i], true
			}
		}
		if !found {
			return nil, false
		}
	}
	return node, true
}

// edit returns the object at the pointer, for a test to change.
func edit(t *testing.T, source object, pointer string) object {
	t.Helper()
	node, _ := lookUp(source, pointer)
	o, ok := node.(object)
	if !ok {
		t.Fatalf("no object at %s", pointer)
	}
	return o
}

func TestConvertKeepsTheHeadOfTheDocument(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		{"version", "/openapi", `"3.1.1"`, `"3.0.3"`},
		same("swagger field is gone", "/swagger", ``),
		same("base path is a relative server", "/servers", `[{"url": "/api/v1"}]`),
		same("title", "/info/title", `"Forward work plan tracker"`),
		same("contact", "/info/contact/name", `"Secretariat"`),
		same("tags keep order and description", "/tags", `[
			{"name": "items", "description": "The lines of a plan."},
			{"name": "exports", "description": "Whole plans as files."},
			{"name": "status", "description": "Is the service there."}]`),
	})
}

func TestConvertWritesStableBytes(t *testing.T) {
	t.Parallel()
	source := changedFixture(t, nil)
	for _, version := range bothVersions {
		first, err := Convert(source, version)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			again, err := Convert(source, version)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first, again) {
				t.Fatalf("%s: two conversions differ:\n%s", version, cmp.Diff(string(first), string(again)))
			}
		}
		sorted, err := json.MarshalIndent(fromJSON(t, string(first)), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if want := string(sorted) + "\n"; want != string(first) {
			t.Errorf("%s: not sorted, indented by two and ended by a newline:\n%s", version, cmp.Diff(want, string(first)))
		}
	}
}

func TestConvertWritesTextUnescaped(t *testing.T) {
	t.Parallel()
	source := changedFixture(t, func(source object) {
		edit(t, source, "/info")["description"] = "Ünits < 5 & > 3."
	})
	out, err := Convert(source, version31)
	if err != nil {
		t.Fatal(err)
	}
	if want := `"description": "Ünits < 5 & > 3."`; !strings.Contains(string(out), want) {
		t.Errorf("the document does not contain %s", want)
	}
}

// An extension that only carries a fact to the conversion must not be published.
func TestConvertLeavesNoCarrierBehind(t *testing.T) {
	t.Parallel()
	for _, version := range bothVersions {
		out, err := Convert(changedFixture(t, nil), version)
		if err != nil {
			t.Fatal(err)
		}
		for _, carrier := range []string{
			"x-nullable", "x-pattern", "x-example", "x-cookie-name",
			"x-formData-name", "x-originalParamName", "#/definitions/", "api.Page",
		} {
			if strings.Contains(string(out), carrier) {
				t.Errorf("%s: the document still contains %s", version, carrier)
			}
		}
	}
}
