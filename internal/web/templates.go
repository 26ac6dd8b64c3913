package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/language"
	"fwptracker/internal/report"
	"fwptracker/internal/workplan"
)

//go:embed templates
var templateFiles embed.FS

// templateSet is the pages in one language: each is "NAME page", with a "NAME title" and, where it needs more than the pages' own, "NAME styles". They
// are parsed when the first of them is asked for.
type templateSet func() *template.Template

// loadTemplates makes the pages of every language; it panics where one is broken, which is found in the first language.
func loadTemplates(static map[string]asset) map[string]templateSet {
	sets := map[string]templateSet{}
	for _, l := range language.All {
		sets[l.Tag] = sync.OnceValue(func() *template.Template {
			return template.Must(template.New("").Funcs(templateFuncs(l, static)).ParseFS(templateFiles, "templates/*.html"))
		})
	}
	sets[language.English.Tag]()
	return sets
}

// write makes a page: first what is its own, then the frame around it.
func (s templateSet) write(name string, v view) ([]byte, error) {
	set := s()
	for _, part := range []struct {
		name string
		into *template.HTML
	}{{name + " title", &v.Title}, {name + " styles", &v.Styles}, {name + " page", &v.Content}} {
		if t := set.Lookup(part.name); t != nil {
			var b strings.Builder
			if err := t.Execute(&b, v); err != nil {
				return nil, err
			}
			*part.into = template.HTML(b.String())
		}
	}
	if v.Content == "" {
		return nil, fmt.Errorf("there is no page %q", name)
	}
	var b bytes.Buffer
	err := set.ExecuteTemplate(&b, "frame", v)
	return b.Bytes(), err
}

// templateFuncs are what templates may call, in a language.
func templateFuncs(l *language.Language, static map[string]asset) template.FuncMap {
	return template.FuncMap{
		"t": l.T, "n": l.N, "said": l.Said, "day": l.Day, "period": l.Period, "number": l.Number, "list": l.List,
		"static":   func(name string) string { return static[name].address },
		"status":   func(s workplan.Status) template.HTML { return mark(string(s), l.Word(s)) },
		"health":   func(h workplan.Health) template.HTML { return mark(string(h), l.Word(h)) },
		"planmark": func(s workplan.PlanStatus) template.HTML { return mark(string(s), l.Word(s)) },
		"overdue": func(days int) template.HTML {
			return mark("overdue", l.N("overdue by %d day", "overdue by %d days", days))
		},
		"late":     func(days int) template.HTML { return mark("overdue", l.N("%d day late", "%d days late", days)) },
		"silent":   func() template.HTML { return mark("silent", l.T("nothing reported since")) },
		"kindword": func(k workplan.UpdateKind) string { return l.Word(k) }, "audience": func(a workplan.Audience) string { return l.Word(a) },
		"statusword": func(s workplan.Status) string { return l.Word(s) }, "healthword": func(h workplan.Health) string { return l.Word(h) },
		"nature":      func(n workplan.Nature) string { return l.Word(n) },
		"historyword": func(k workplan.HistoryKind) string { return word(l, historyWords, k) }, "stageword": func(s workplan.Stage) string { return l.Word(s) },
		"roleword": func(r workplan.Role) string { return l.Word(r) }, "wayword": func(w workplan.SignInWay) string { return word(l, wayWords, w) },
		"scopeword": func(s string) string { return word(l, scopeWords, workplan.Scope(s)) },
		"rate":      func(r workplan.Rate) string { return l.T("%d of %d", r.Numerator, r.Denominator) },
		"leftout":   func(c workplan.Counts) string { return leftOut(l, c) }, "completion": rateBar,
		"path": func(parts ...string) string {
			for n, p := range parts {
				parts[n] = url.PathEscape(p)
			}
			return "/" + strings.Join(parts, "/")
		},
		"roundmark":  func(s workplan.RoundState) template.HTML { return roundMark(l, s) },
		"inint":      func(n int64) int { return int(n) },
		"returnmark": func(r workplan.Return) template.HTML { return returnMark(l, r) },
		"span":       l.Span,
		"itemnamed":  func(name string) carried { return carried{Name: name} },
		"called":     func(value any) string { return called(l, value) },
		"stood":      func(state any) template.HTML { return mark(fmt.Sprint(state), called(l, state)) },
		"similarstate": func(s workplan.Similar) string {
			if s.Kind == workplan.SimilarItem {
				return l.Word(workplan.Status(s.State))
			}
			return l.Word(workplan.ProposalState(s.State))
		},
		"trail":    trail,
		"explain":  explain,
		"pairs":    func(pairs ...any) map[string]any { return paired(pairs) },
		"words":    func(list ...string) []string { return list },
		"inwords":  func(d workplan.Differences) workplan.Differences { return report.InWords(l, d) },
		"severity": func(s workplan.Severity) string { return word(l, severityWords, s) }, "actword": func(a workplan.AmendmentAct) string { return word(l, actWords, a) },
		"authority":   func(text string) string { return authority(l, text) },
		"auditaction": func(action string) string { return auditAction(l, action) },
		"fieldlabel":  l.Label,
		"size":        func(bytes int64) string { return l.Number(int(bytes)) }, "filesize": func(bytes int64) string { return fileSize(l, bytes) },
	}
}

// trail are the ways from a page up to what it is part of: addresses and texts, one after another. What has no text is left out.
func trail(parts ...string) []section {
	var ways []section
	for n := 0; n+1 < len(parts); n += 2 {
		if parts[n+1] != "" {
			ways = append(ways, section{parts[n], parts[n+1]})
		}
	}
	return ways
}

// paired makes a map for a part of a page that takes several values.
func paired(pairs []any) map[string]any {
	m := map[string]any{}
	for n := 0; n+1 < len(pairs); n += 2 {
		m[fmt.Sprint(pairs[n])] = pairs[n+1]
	}
	return m
}

// view is what every page is given: what the frame around it shows, and Data, which is the page's own.
type view struct {
	Language  *language.Language
	Languages []*language.Language
	// Address is that of the page, to come back to, "" where that cannot be; At its path alone.
	Address string
	At      string
	Visitor *visitor
	Zone    *time.Location
	Today   workplan.Date
	// Done is what was just done at this address; "" for what is only read.
	Done   string
	Data   any
	people *people
	// What the frame is around.
	Title, Styles, Content template.HTML
}

// visitor is who is signed in, as the frame shows it.
type visitor struct {
	Name     string
	Username string
	// Sections are the parts of the pages that are theirs to read.
	Sections []section
}

// sectionsInRow is how many sections stand beside home and the plans where a telephone has one row for the menu; the rest is folded away there.
const sectionsInRow = 1

// First are the sections that the menu shows on any screen.
func (v visitor) First() []section { return v.Sections[:min(sectionsInRow, len(v.Sections))] }

// Rest are the sections that a narrow screen folds away, and last the help.
func (v visitor) Rest() []section {
	return append(slices.Clone(v.Sections[min(sectionsInRow, len(v.Sections)):]), section{"/help", "Help"})
}

// InRest says whether a page is one of those that a narrow screen folds away.
func (v visitor) InRest(at string) bool {
	return slices.ContainsFunc(v.Rest(), func(s section) bool { return s.Path == at })
}

// section is a part of the pages, to which the frame of each leads.
type section struct{ Path, Text string }

// sections are the parts of the pages, in the order of their weight for most, with the action that opens each.
var sections = []struct {
	section
	opens workplan.Action
}{
	{section{"/proposals", "Proposals"}, workplan.ReadWindows}, {section{"/rounds", "Rounds"}, workplan.ReadRounds}, {section{"/meetings", "Meetings"}, workplan.ReadMeetings},
	{section{"/members", "Members"}, workplan.ReadRegister}, {section{"/bodies", "Bodies"}, workplan.ReadRegister}, {section{"/users", "Users"}, workplan.KeepUsers},
	{section{"/audit", "Audit"}, workplan.ReadAudit},
}

// may says whether something may be done in a body; "" is the system itself.
func (c *call) may(action workplan.Action, body string) bool {
	return c.actor.May(action, workplan.Object{Body: body}).Allowed
}

// somewhere says whether an action is the person's in any body, or in the system itself.
func (c *call) somewhere(action workplan.Action) bool {
	return c.may(action, "") ||
		slices.ContainsFunc(c.actor.Grants, func(g workplan.Grant) bool { return c.may(action, g.Body) })
}

// visitor is who is signed in; nil where nobody is.
func (c *call) visitor() *visitor {
	if c.visit == nil {
		return nil
	}
	v := &visitor{Name: c.actor.Name, Username: c.actor.Username}
	for _, s := range sections {
		if c.somewhere(s.opens) {
			v.Sections = append(v.Sections, s.section)
		}
	}
	return v
}

// Moment writes a point in time by the clock of the service.
func (v view) Moment(at time.Time) string { return v.Language.Moment(at, v.Zone) }

// DayOf writes the day of a point in time by the calendar of the service.
func (v view) DayOf(at time.Time) string { return v.Language.Day(workplan.DateOf(at.In(v.Zone))) }

// page shows a template. It is made whole before any of it is sent, so that a fault in it is answered as one.
func (c *call) page(status int, name string, data any) error {
	at := c.Request().URL
	v := view{Language: c.lang, Languages: language.All, Address: at.RequestURI(), At: at.Path, Zone: c.site.Zone, Today: c.site.today(), Visitor: c.visitor(), Data: data}
	if sent := c.Request().Method != http.MethodGet && c.Request().Method != http.MethodHead; sent || at.Query().Has("link") {
		v.Address = "" // nobody comes back to what was sent; and the secret of a link goes into no other address
	}
	if text, there := doneTexts[c.QueryParam("done")]; there && status == http.StatusOK {
		v.Done = c.lang.T(text)
	}
	made, err := c.made(name, v)
	if err != nil {
		return fmt.Errorf("making the page %q: %w", name, err)
	}
	h := c.Response().Header()
	h.Set("Content-Language", c.lang.Tag)
	h.Set("Vary", "Cookie, Accept-Language")
	return c.Blob(status, echo.MIMETextHTMLCharsetUTF8, made)
}

// show shows a template as the answer that was asked for.
func (c *call) show(name string, data any) error { return c.page(http.StatusOK, name, data) }
