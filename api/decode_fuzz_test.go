package api

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzDecode: no body panics; every refusal is a 4xx; an accepted body, encoded again, is the same DTO, whether sent whole or as a patch.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, ``, `null`, `{"title":"x"}`, `{"title":"\ud83d\ude00","due":"2023-Q4"}`, `{"title":"\ud83d"}`, `{"title":"e\u0301"}`,
		`{"leads":["a","b"],"links":[{"title":"t","url":"u"}],"main":{},"spare":{"title":"s"}}`, `{"leads":[]}`, `{"leads":null,"note":null}`,
		`{"note":"","seen":false,"open":true,"count":-1,"total":9223372036854775807}`, `{"count":1.5}`, `{"count":1e400}`, `{"total":-0}`,
		`{"at":"2023-11-08T09:30:00.123456789+07:00","on":"2023-11-08","days":["2023-11-08"]}`, `{"at":"9999-12-31T23:59:59Z"}`,
		`{"title":"a","title":"b"}`, `{"TITLE":"a"}`, `{"a":[[[[[[]]]]]]}`, "{\"title\":\"\xff\"}", `{"title":"\u0000"}`, `{"x~/":{"y":[1,true,null]}}`,
		"\t{ \"title\" :\r\n\"x\" , \"open\" : true } ", `{"title":"\\\"\/\b"}`, `{"spare":[null]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var first testItem
		if err := decode(post(body), &first); err != nil {
			if p, _ := problemFor(err); p.Status < 400 || p.Status > 499 || p.Type == "about:blank" {
				t.Fatalf("%q is answered %+v", body, p)
			}
			return
		}
		again, err := json.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		var second, patched testItem
		if err := decodeUpTo(post(string(again)), &second, maxBatchBody); err != nil {
			t.Fatalf("%s was accepted, but not %s: %v", body, again, err)
		}
		if diff := cmp.Diff(first, second, cmp.AllowUnexported(testItem{})); diff != "" {
			t.Fatalf("%s: %s", body, diff)
		}
		p, err := decodePatch[testItem](request("PATCH", "/", mimePatch, body))
		if err != nil || p.apply(&patched) != nil {
			t.Fatalf("%s is accepted whole, but not as a patch: %v", body, err)
		}
		if diff := cmp.Diff(first, patched, cmp.AllowUnexported(testItem{})); diff != "" {
			t.Fatalf("as a patch %s: %s", body, diff)
		}
	})
}
