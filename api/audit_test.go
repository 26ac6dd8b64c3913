package api

import (
	"strings"
	"testing"
)

func TestAudit(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.at("2024-03-02")
		w.created("lead", "/plans/wg-2024/items/1.1/updates", `{"status":"in_progress","done":"Begun"}`)
		w.created("sec", "/plans/wg-2024/items/2.10/updates", `{"done":"On behalf"}`)
		w.created("stranger", "/meetings", `{"code":"o-1","body":"other","name":"O"}`)
		w.play(
			scenario{as: "chair", req: "GET /audit?limit=2", want: 200, has: all(`"action":"post status update"`, `"on_behalf_of":"vnm"`, `"actor":"lead"`, `"authority":"focal_point, items own member leads"`,
				`"object":"update wg-2024/1.1/1"`, `"request_id":"request-`, `"before":null`, `"after":{`, `"prev_hash":"`), hasNot: all(`"o-1"`), header: all("Link: rel=\"next\"")},
			scenario{as: "chair", req: "GET /audit?chain=system", want: 200, has: all(`"data":[]`)},
			scenario{as: "chair", req: "GET /audit?chain=other", want: 200, has: all(`"data":[]`)},
			scenario{as: "stranger", req: "GET /audit", want: 200, has: all("o-1"), hasNot: all(`"chain":"wg"`)},
			scenario{as: "admin", req: "GET /audit?limit=200", want: 200, has: all(`"chain":"system"`, "create user"), hasNot: all(`"chain":"wg"`, `"chain":"other"`, "secret_hash", `"secret"`)},
			scenario{as: "lead", req: "GET /audit", want: 200, has: all(`"ref":"1.1"`), hasNot: all(`"ref":"2.10"`, `"chain":"system"`)},
			scenario{as: "supporter", req: "GET /audit", want: 200, has: all(`"ref":"2.10"`), hasNot: all(`"ref":"1.1"`)},
			scenario{as: "reader", req: "GET /audit", want: 403},
			scenario{as: "nobody", req: "GET /audit", want: 403},
			scenario{as: "chair", req: "GET /audit?ref=1.1&plan=wg-2024&actor=lead&action=post+status+update", want: 200, has: all(`"update wg-2024/1.1/1"`)},
			scenario{as: "chair", req: "GET /audit?actor=nobody", want: 200, has: all(`"data":[]`)},
			scenario{as: "chair", req: "GET /audit?since=2024-03-02T00:00:00Z&sort=recorded", want: 200, has: all(`"update wg-2024/1.1/1"`), hasNot: all("create plan")},
			scenario{as: "chair", req: "GET /audit?until=2024-03-02T00:00:00Z&limit=200", want: 200, has: all("create plan"), hasNot: all("post status update")},
			scenario{as: "chair", req: "GET /audit?since=2024&until=x&who=y&sort=seq", want: 422, has: all(`"?since"`, `"?until"`, `"?who"`, `"?sort"`)},
		)
		seen, last := 0, ""
		for path := "/audit?chain=wg&limit=7&sort=recorded"; path != ""; {
			var page Page[AuditEntry]
			w.get("chair", path, &page)
			for _, e := range page.Data {
				if seen++; e.Seq != int64(seen) || e.PrevHash != last {
					t.Errorf("entry %d has number %d and follows %s", seen, e.Seq, e.PrevHash)
				}
				last = e.Hash
			}
			if path = ""; page.NextCursor != nil {
				path = "/audit?chain=wg&limit=7&sort=recorded&cursor=" + *page.NextCursor
			}
		}
		if seen < 20 {
			t.Errorf("the chain has only %d entries", seen)
		}
	})
}

func TestWhatIsHiddenIsAnsweredAsIfItWereNotThere(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		anyTag := all("If-Match", `"1-0000000000000000"`)
		for hidden, absent := range map[string]string{
			"stranger GET /plans/wg-2024":                                                  "stranger GET /plans/wg-9999",
			"stranger GET /plans/wg-2024/report":                                           "stranger GET /plans/wg-9999/report",
			"stranger GET /plans/wg-2024/items":                                            "stranger GET /plans/wg-9999/items",
			"stranger GET /plans/wg-2024/objectives":                                       "stranger GET /plans/wg-9999/objectives",
			"stranger GET /plans/wg-2024/objectives/1":                                     "stranger GET /plans/wg-9999/objectives/1",
			"stranger GET /plans/wg-2024/items/1.1":                                        "stranger GET /plans/wg-9999/items/1.1",
			"stranger GET /plans/wg-2024/items/1.1/updates":                                "stranger GET /plans/wg-9999/items/1.1/updates",
			"stranger GET /plans/wg-2024/items/1.1/updates/1":                              "stranger GET /plans/wg-9999/items/1.1/updates/1",
			"stranger DELETE /plans/draft-2027":                                            "stranger DELETE /plans/draft-9999",
			"stranger DELETE /plans/draft-2027/items/1.1":                                  "stranger DELETE /plans/draft-9999/items/1.1",
			"stranger DELETE /plans/draft-2027/objectives/1":                               "stranger DELETE /plans/draft-9999/objectives/1",
			`stranger PATCH /plans/draft-2027 {"title":"x"}`:                               `stranger PATCH /plans/draft-9999 {"title":"x"}`,
			`stranger PATCH /plans/draft-2027/items/1.1 {"title":"x"}`:                     `stranger PATCH /plans/draft-9999/items/1.1 {"title":"x"}`,
			`stranger POST /plans/draft-2027/items {"title":"x"}`:                          `stranger POST /plans/draft-9999/items {"title":"x"}`,
			`stranger POST /plans/draft-2027/endorse {"note":"x"}`:                         `stranger POST /plans/draft-9999/endorse {"note":"x"}`,
			`stranger POST /plans/wg-2024/items/1.1/updates {"done":"x"}`:                  `stranger POST /plans/wg-9999/items/1.1/updates {"done":"x"}`,
			"reader GET /plans/wg-2024/items/1.3":                                          "reader GET /plans/wg-2024/items/1.9",
			"reader GET /plans/wg-2024/items/1.3?as_of=2024-02-01":                         "reader GET /plans/wg-2024/items/1.9?as_of=2024-02-01",
			"reader GET /plans/wg-2024/items/1.3/updates":                                  "reader GET /plans/wg-2024/items/1.9/updates",
			`reader POST /plans/wg-2024/items/1.3/updates {"done":"x"}`:                    `reader POST /plans/wg-2024/items/1.9/updates {"done":"x"}`,
			"sec GET /users/stranger":                                                      "sec GET /users/nostrang",
			`sec PATCH /users/stranger {"name":"x"}`:                                       `sec PATCH /users/nostrang {"name":"x"}`,
			"sec DELETE /users/stranger/bindings/1":                                        "sec DELETE /users/nostrang/bindings/1",
			`sec POST /plans {"code":"x","body":"wg","title":"X","predecessor":"wg-9998"}`: `sec POST /plans {"code":"x","body":"wg","title":"X","predecessor":"wg-9999"}`,
		} {
			a, b := w.told(hidden, anyTag), w.told(absent, anyTag)
			for _, names := range [][2]string{{"wg-2024", "wg-9999"}, {"draft-2027", "draft-9999"}, {"/1.3", "/1.9"}, {"stranger", "nostrang"}, {"wg-9998", "wg-9999"}} {
				a, b = strings.ReplaceAll(a, names[0], names[1]), strings.ReplaceAll(b, names[0], names[1])
			}
			if a != b {
				t.Errorf("%s and %s differ:\n%s\n%s", hidden, absent, a, b)
			}
			if !strings.HasPrefix(a, "404") && !strings.HasPrefix(a, "422") {
				t.Errorf("%s answers %s", hidden, a)
			}
		}
	})
}

// told is the status, headers and body of an answer, but for the id of the request. The request reads "user METHOD path body".
func (w *world) told(request string, headers []string) string {
	w.Helper()
	words := strings.SplitN(request, " ", 4)
	body := ""
	if len(words) > 3 {
		body = words[3]
	}
	a := w.send(words[0], words[1], words[2], body, headers...)
	id := a.Header.Get("X-Request-Id")
	a.Header.Del("X-Request-Id")
	a.Header.Del("Content-Length")
	var text strings.Builder
	_ = a.Header.Write(&text)
	return strings.ReplaceAll(strings.Join([]string{a.Status[:3], text.String(), a.text}, "\n"), id, "ID")
}
