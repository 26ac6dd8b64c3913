package api

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestARepeatedRequestGetsTheSameAnswer(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		for path, body := range map[string]string{
			"/bodies":                          `{"code":"tfpp","name":"T"}`,
			"/bodies/wg/memberships":           `{"member":"aland","role":"observer"}`,
			"/members":                         `{"code":"iom","name":"IOM","kind":"organisation"}`,
			"/users":                           `{"username":"ana","name":"Ana","email":"a@example.org"}`,
			"/users/lead/bindings":             `{"role":"reader","body":"wg"}`,
			"/meetings":                        `{"code":"m","body":"wg","name":"M"}`,
			"/plans":                           `{"code":"p","body":"wg","title":"P"}`,
			"/plans/draft-2027/objectives":     `{"title":"O"}`,
			"/plans/draft-2027/items":          `{"title":"I"}`,
			"/plans/draft-2027/items/batch":    `{"items":[{"title":"I"},{"title":"J"}]}`,
			"/plans/wg-2024/items/1.1/updates": `{"done":"D"}`,
			"/plans/wg-2024/editions":          `{"audience":"members"}`,
		} {
			as := map[bool]string{true: "admin", false: "sec"}[path == "/bodies" || strings.HasPrefix(path, "/users")]
			key := "key-of:" + strings.ReplaceAll(path, "/", ".")
			first := w.created(as, path, body, "Idempotency-Key", key)
			entries := w.auditHead()
			w.later(time.Hour)
			again := w.created(as, path, body, "Idempotency-Key", key)
			if first.text != again.text || again.Header.Get("Idempotency-Replayed") != "true" || first.Header.Get("Idempotency-Replayed") != "" {
				t.Errorf("%s: replayed %q after %q", path, again.text, first.text)
			}
			for _, name := range []string{"Location", "ETag", "Content-Type", "Cache-Control"} {
				if first.Header.Get(name) != again.Header.Get(name) || first.Header.Get(name) == "" {
					t.Errorf("%s: %s is %q, then %q", path, name, first.Header.Get(name), again.Header.Get(name))
				}
			}
			if now := w.auditHead(); now != entries {
				t.Errorf("%s: the repetition left %d audit entries", path, now-entries)
			}
			w.play(scenario{as: as, req: "POST " + path, body: strings.Replace(body, "{", "{ ", 1), headers: all("Idempotency-Key", key), want: 422, problem: "key-reused"})
		}
		w.play(
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m2","body":"wg","name":"M"}`, headers: all("Idempotency-Key", "key-of:.plans"), want: 422, problem: "key-reused"},
			scenario{as: "chair", req: "POST /plans", body: `{"code":"p","body":"wg","title":"P"}`, headers: all("Idempotency-Key", "key-of:.plans"), want: 409, problem: "already-exists"},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m2","body":"wg","name":"M"}`, headers: all("Idempotency-Key", "short"), want: 400},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m2","body":"wg","name":"M"}`, headers: all("Idempotency-Key", "with space in it"), want: 400},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m2","body":"wg","name":"M"}`, headers: all("Idempotency-Key", strings.Repeat("k", 129)), want: 400},
		)
	})
}

func TestAKeyIsForgottenAfterADay(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path, body = "/plans/wg-2024/items/1.1/updates", `{"done":"D","effective_on":"2024-03-01"}`
		w.created("lead", path, body, "Idempotency-Key", "one-and-only")
		w.later(24*time.Hour - time.Second)
		if a := w.created("lead", path, body, "Idempotency-Key", "one-and-only"); !strings.Contains(a.text, `"number":1,`) {
			t.Errorf("within the day: %s", a.text)
		}
		w.later(2 * time.Second)
		a := w.created("lead", path, body, "Idempotency-Key", "one-and-only")
		if !strings.Contains(a.text, `"number":2,`) || a.Header.Get("Idempotency-Replayed") != "" {
			t.Errorf("after a day: %s", a.text)
		}
		w.later(time.Hour)
		w.play(scenario{as: "lead", req: "POST " + path, body: body, headers: all("Idempotency-Key", "one-and-only"), want: 201, has: all(`"number":2,`), header: all("Idempotency-Replayed: true")})
	})
}

func TestARefusedRequestMayBeSentAgainWithItsKey(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		key := all("Idempotency-Key", "12345678")
		w.play(
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m","body":"wg"}`, headers: key, want: 422, problem: "invalid"},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m","body":"wg","name":"M"}`, headers: key, want: 201},
			scenario{as: "chair", req: "DELETE /users/sec/bindings/1", want: 204},
			// The role is gone: what was answered while it was there is not told again.
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m","body":"wg","name":"M"}`, headers: key, want: 403},
			scenario{as: "admin", req: "PATCH /users/sec", body: `{"disabled":true}`, match: "now", want: 200},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"m","body":"wg","name":"M"}`, headers: key, want: 401},
		)
	})
}

func TestTwentyRepetitionsAtOnceMakeOneRow(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const path, body = "/plans/wg-2024/items/1.1/updates", `{"done":"Once"}`
		answers := make([]answer, 20)
		var wg sync.WaitGroup
		for n := range answers {
			wg.Go(func() { answers[n] = w.send("lead", "POST", path, body, "Idempotency-Key", "at-the-same-time") })
		}
		wg.Wait()
		fresh := 0
		for _, a := range answers {
			if a.StatusCode != http.StatusCreated || a.text != answers[0].text {
				t.Errorf("%d %s", a.StatusCode, a.text)
			}
			if a.Header.Get("Idempotency-Replayed") == "" {
				fresh++
			}
		}
		if fresh != 1 {
			t.Errorf("%d answers were fresh", fresh)
		}
		w.play(scenario{as: "lead", req: "GET " + path, want: 200, hasNot: all(`"number":2`)})
	})
}

func TestOneOfTwentyEditsOfOneVersionWins(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		tag := w.etag("chair", "/plans/draft-2027/items/1.1")
		statuses := make([]int, 20)
		var wg sync.WaitGroup
		for n := range statuses {
			wg.Go(func() {
				body := `{"title":"Edit ` + strconv.Itoa(n) + `"}`
				statuses[n] = w.send("chair", "PATCH", "/plans/draft-2027/items/1.1", body, "If-Match", tag).StatusCode
			})
		}
		wg.Wait()
		won := 0
		for _, s := range statuses {
			if s == 200 {
				won++
			} else if s != http.StatusPreconditionFailed {
				t.Errorf("status %d", s)
			}
		}
		if won != 1 {
			t.Errorf("%d edits of one version were taken", won)
		}
	})
}
