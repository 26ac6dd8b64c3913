package api

import (
	"encoding/json"
	"regexp"
	"strings"
)

// scenario is one request and what must come back. req is "METHOD /path"; match "now" sends the present ETag of the thing that is changed,
// anything else is sent as it stands. has and hasNot look into the body, header into the header ("Name: part of the value").
type scenario struct {
	as      string
	req     string
	body    string
	headers []string
	match   string
	want    int
	problem string
	has     []string
	hasNot  []string
	header  []string
}

// all reads as a list.
func all(texts ...string) []string { return texts }

// play runs scenarios one after another: a later one sees what an earlier one did.
func (w *world) play(scenarios ...scenario) {
	w.Helper()
	for _, s := range scenarios {
		w.playOne(s)
	}
}

func (w *world) playOne(s scenario) answer {
	w.Helper()
	method, path, _ := strings.Cut(s.req, " ")
	headers := s.headers
	switch s.match {
	case "":
	case "now":
		headers = append(headers, "If-Match", w.etag(s.as, changedBy(path)))
	default:
		headers = append(headers, "If-Match", s.match)
	}
	a := w.send(s.as, method, path, s.body, headers...)
	complain := func(format string, args ...any) {
		w.Helper()
		w.Errorf("%s as %q: "+format+"\nbody sent: %s\nanswer: %s", append(append([]any{s.req, s.as}, args...), shortened(s.body), shortened(a.text))...)
	}
	if a.StatusCode != s.want {
		complain("status %d, want %d", a.StatusCode, s.want)
	}
	if s.problem != "" && !strings.Contains(a.text, `"type":"/problems/`+s.problem+`"`) {
		complain("it is not the problem %s", s.problem)
	}
	for _, text := range s.has {
		if !strings.Contains(a.text, text) {
			complain("it lacks %s", text)
		}
	}
	for _, text := range s.hasNot {
		if strings.Contains(a.text, text) {
			complain("it must not hold %s", text)
		}
	}
	for _, line := range s.header {
		name, part, _ := strings.Cut(line, ": ")
		if got := a.Header.Get(name); got == "" || !strings.Contains(got, part) {
			complain("header %s is %q, want %s", name, got, part)
		}
	}
	return a
}

// proposalDecided are the decisions on a proposal, which are taken on a version of it.
var proposalDecided = regexp.MustCompile(`^(/proposals/\d+)/[a-z]+$`)

// changedBy is the address whose ETag a change of an address needs.
func changedBy(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if of := proposalDecided.FindStringSubmatch(path); of != nil {
		return of[1]
	}
	for _, act := range all("/endorse", "/close", "/reopen", "/updates", "/amendments") {
		path = strings.TrimSuffix(path, act)
	}
	return path
}

func (w *world) parse(a answer, into any) {
	w.Helper()
	if err := json.Unmarshal([]byte(a.text), into); err != nil {
		w.Fatalf("the answer is not JSON: %v\n%s", err, shortened(a.text))
	}
}

// created posts something and returns the answer to it, which must be 201.
func (w *world) created(as, path, body string, headers ...string) answer {
	w.Helper()
	a := w.send(as, "POST", path, body, headers...)
	if a.StatusCode != 201 {
		w.Fatalf("POST %s as %s: %d %s", path, as, a.StatusCode, shortened(a.text))
	}
	return a
}

// auditHead is the number of audit entries on all chains, as far as the admin and the chair see them.
func (w *world) auditHead() int64 {
	w.Helper()
	verdicts, err := w.tracker.VerifyAudit(ctx)
	w.must(err)
	var n int64
	for _, v := range verdicts {
		n += v.Entries
		if v.Fault != "" {
			w.Errorf("chain %s: %s", v.Chain, v.Fault)
		}
	}
	return n
}
