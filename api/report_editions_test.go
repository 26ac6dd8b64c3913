package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

func TestEditionsAreIssuedReadAndCorrected(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		w.at("2024-03-01")
		const path = "/plans/wg-2024/editions"
		var first, second ReportEdition
		w.parse(w.created("sec", path, `{"as_of_meeting":"wg-1","since":"2024-02-01","audience":"members","note":"As circulated"}`), &first)
		if first.Number != 1 || first.AsOf != "2024-02-20" || *first.Meeting != "wg-1" || first.IssuedBy != "sec" || len(first.Files) != 10 || *first.Since != "2024-02-01" {
			t.Errorf("issued: %+v", first)
		}
		bodies := map[string]string{}
		for _, f := range first.Files {
			a := w.playOne(scenario{as: "reader", req: "GET " + strings.TrimPrefix(f.Href, Base), want: 200, header: all("ETag: \""+f.SHA256+"\"", "Content-Type: "+f.MediaType, "Content-Disposition: "+f.Name)})
			sum := sha256.Sum256([]byte(a.text))
			if hex.EncodeToString(sum[:]) != f.SHA256 || int64(len(a.text)) != f.Size || a.Header.Get("Repr-Digest") != "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":" {
				t.Errorf("%s has %d bytes, hash %x, digest %s", f.File, len(a.text), sum, a.Header.Get("Repr-Digest"))
			}
			bodies[f.File] = a.text
			w.play(scenario{as: "reader", req: "GET " + strings.TrimPrefix(f.Href, Base), headers: all("If-None-Match", `"`+f.SHA256+`"`), want: 304})
		}
		for file, want := range map[string]string{"report.json": `"edition":{"number":1,"meeting":{"code":"wg-1"`, "report.md": "Note of the issuer", "report.html": "Completion report, edition 1", "statement.json": `"sentences":[`} {
			if !strings.Contains(bodies[file], want) {
				t.Errorf("%s lacks %q", file, want)
			}
		}
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02", Done: "Delivered", EffectiveOn: "2024-02-19"})
		a := w.playOne(scenario{as: "chair", req: "POST " + path, body: `{"corrects":1,"correction_reason":"It was done by then"}`, want: 201, header: all("Location: " + Base + path + "/2")})
		w.parse(a, &second)
		if *second.Corrects != 1 || second.AsOf != "2024-02-20" || second.Differences == nil || len(*second.Differences) == 0 {
			t.Errorf("the correction: %+v", second)
		}
		w.play(
			scenario{as: "reader", req: "GET " + path + "/1", want: 200, has: all(`"corrected_by":2`)},
			scenario{as: "reader", req: "GET " + path + "/2/report.md", want: 200, has: all("What differs from edition 1", "It was done by then", "Delivered")},
			scenario{as: "reader", req: "GET " + path + "?sort=-number&limit=1", want: 200, has: all(`"number":2`, `"next_cursor":"`), hasNot: all(`"number":1,"as_of"`)},
			scenario{as: "chair", req: "POST " + path, body: `{"corrects":1,"correction_reason":"Again"}`, want: 409, problem: "already-corrected"},
			scenario{as: "chair", req: "POST /plans/draft-2027/editions", body: `{"audience":"members"}`, want: 409, problem: "plan-not-endorsed"},
			scenario{as: "chair", req: "POST " + path, body: `{"as_of":"2023-02-30","audience":"all","annex":"no","x":1}`, want: 422, has: all(`"/annex"`, `"/x"`)},
			scenario{as: "chair", req: "POST " + path, body: `{"as_of":"2023-02-30","since":"2024-01-01","since_meeting":"wg-1","note":"n"}`, want: 422, has: all(`"/as_of"`, `"/since_meeting"`, `"/audience"`, `"required"`)},
			scenario{as: "chair", req: "POST " + path, body: `{"as_of":"2031-01-01","audience":"members"}`, want: 422, has: all(`"/as_of"`, "in_future")},
			scenario{as: "chair", req: "POST " + path, body: `{"as_of_meeting":"wg-7","audience":"members"}`, want: 422, has: all(`"/as_of_meeting"`, "unknown")},
			scenario{as: "chair", req: "POST " + path, body: `{"audience":"public"}`, want: 422, has: all(`"/audience"`, "wider_than_plan")},
			scenario{as: "chair", req: "POST " + path, body: `{"audience":"members"}`, headers: all("Content-Type", "text/plain"), want: 415},
			scenario{as: "chair", req: "POST " + path, body: `{"audience":`, want: 400},
			scenario{as: "chair", req: "POST " + path, body: `{"audience":"members","note":"` + strings.Repeat("x", 300_000) + `"}`, want: 413},
			scenario{as: "reader", req: "POST " + path, body: `{"audience":"members"}`, want: 403},
			scenario{as: "", req: "POST " + path, body: `{"audience":"members"}`, want: 401},
			scenario{as: "guest", req: "POST " + path, body: `{"audience":"members"}`, want: 404},
			scenario{as: "guest", req: "GET " + path, want: 404},
			scenario{as: "reader", req: "GET " + path + "/9", want: 404},
			scenario{as: "reader", req: "GET " + path + "/x", want: 404},
			scenario{as: "reader", req: "GET " + path + "/1/report.odt", want: 404},
			scenario{as: "reader", req: "GET " + path + "/1/report.md?as_of=2024-01-01", want: 422},
			scenario{as: "reader", req: "GET " + path + "?status=draft", want: 422},
			scenario{as: "reader", req: "GET " + path + "/1?x=1", want: 422},
		)
	})
}

// The same plan, the same moments: the same bytes in every form, on both databases, when it is issued and when it is made again.
func TestAnEditionMadeAgainIsTheSameOnBothDatabases(t *testing.T) {
	t.Parallel()
	hashes := map[string]string{}
	for _, engine := range storetest.Engines(t) {
		w := newWorld(t, storetest.Open(t, engine), Config{}, false)
		s := theGroup(w)
		w.at("2024-03-01")
		s.reports("colead", "1.2", workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "Running", Openings: "Hosts are welcome"})
		w.later(1e9)
		w.created("sec", "/plans/wg-2024/editions", `{"since":"2024-02-01","audience":"chairs"}`)
		s.reports("lead", "1.1", workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02", Done: "Delivered", EffectiveOn: "2024-02-19"})
		var e ReportEdition
		w.get("sec", "/plans/wg-2024/editions/1", &e)
		r, err := w.tracker.RerunEdition(t.Context(), "wg-2024", 1)
		w.must(err)
		again, err := SetEdition(t.Context(), r, e.Annex)
		w.must(err)
		if len(again) != len(e.Files) || len(again) == 0 {
			t.Fatalf("%s: %d forms, issued in %d", engine, len(again), len(e.Files))
		}
		for _, f := range e.Files {
			for _, b := range again {
				sum := sha256.Sum256(b.Content)
				if b.File == f.File && hex.EncodeToString(sum[:]) != f.SHA256 {
					t.Errorf("%s: %s made again differs", engine, f.File)
				}
			}
			if before, ok := hashes[f.File]; ok && before != f.SHA256 {
				t.Errorf("%s: %s differs from that of the other database", engine, f.File)
			}
			hashes[f.File] = f.SHA256
		}
	}
}

// A page that another version of the program has made keeps its own style, and gets no other.
func TestAnEditionsPageIsShownInTheStyleItHas(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.at("2024-03-01")
		w.created("sec", "/plans/wg-2024/editions", `{"audience":"members"}`)
		a := w.playOne(scenario{as: "reader", req: "GET /plans/wg-2024/editions/1/report.html", want: 200, header: all("Content-Disposition: inline", "Content-Security-Policy: default-src 'none'")})
		_, rest, _ := bytes.Cut([]byte(a.text), []byte("<style>"))
		style, _, _ := bytes.Cut(rest, []byte("</style>"))
		sum := sha256.Sum256(style)
		if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(a.Header.Get("Content-Security-Policy"), want) || len(style) == 0 {
			t.Errorf("policy %q, want %s", a.Header.Get("Content-Security-Policy"), want)
		}
	})
}
