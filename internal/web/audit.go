package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// auditAPage is how many entries stand on a page.
const auditAPage = 50

// auditPage is part of the audit that the person may read, the latest first.
type auditPage struct {
	Filter  auditFilter
	Chains  []option // that the person may read as a whole
	Entries []auditRow
	Actions []option
	Plans   []option
	paging
}

// auditFilter is what the address asks of the audit.
type auditFilter struct{ Chain, Actor, Action, Plan, Ref, From, To string }

// fields are the words of the filter with their values, in an order of their own.
func (f auditFilter) fields() []string {
	return []string{"chain", f.Chain, "actor", f.Actor, "action", f.Action, "plan", f.Plan, "ref", f.Ref, "from", f.From, "to", f.To}
}

// path is the address of the audit as it is narrowed.
func (f auditFilter) path() string {
	return f.after("")
}

// after is the address of what comes after a row.
func (f auditFilter) after(cursor string) string {
	return "/audit" + string(queried("?", given(append(f.fields(), "after", cursor)...)))
}

// Narrows says whether anything is left out.
func (p auditPage) Narrows() bool { return p.Filter != auditFilter{} }

// By is the address of the entries of one actor, as the page is narrowed else.
func (p auditPage) By(actor string) string {
	f := p.Filter
	f.Actor = actor
	return f.path()
}

// auditRow is an entry as it is read, with what it is About in words. Item and Of are the addresses of the item and of the plan that it is about; "" where the person cannot read these.
type auditRow struct {
	workplan.AuditEntry
	Where  string
	About  string
	Item   string
	Of     string
	Behalf string
	Fields []toldField
	// Edits says that something stood there before.
	Edits bool
}

// toldField is one field of what an entry tells: what stood in it before and after.
type toldField struct{ Name, Before, After string }

// Short is the beginning of the hash: enough to tell it from others.
func (r auditRow) Short() string { return r.Hash[:min(12, len(r.Hash))] + "…" }

// asked is the filter as the tracker takes it; a day that is none is a fault.
func (f auditFilter) asked(c *call) (workplan.AuditFilter, error) {
	var faults workplan.Faults
	in := workplan.AuditFilter{Plan: f.Plan, Ref: f.Ref, Actor: f.Actor, Action: f.Action}
	if f.Chain != "" {
		in.Chain = workplan.List{f.Chain}
	}
	from, to := workplan.Date(f.From), workplan.Date(f.To)
	for _, day := range []struct {
		name  string
		typed workplan.Date
	}{{"from", from}, {"to", to}} {
		if day.typed != "" && !day.typed.Valid() {
			faults.Add("?"+day.name, "bad_date", "%q is not a day such as 2023-11-08", string(day.typed))
		}
	}
	if len(faults) > 0 {
		return in, faults.Err()
	}
	if from != "" {
		in.Since = from.Begins(c.site.Zone)
	}
	if to != "" {
		in.Until = to.Ends(c.site.Zone)
	}
	return in, nil
}

// showAudit shows who did what, by what right, and what stood before and after.
func (s *site) showAudit(c *call) error {
	q := func(name string) string { return strings.TrimSpace(c.QueryParam(name)) }
	page := auditPage{Filter: auditFilter{q("chain"), q("actor"), q("action"), q("plan"), q("ref"), q("from"), q("to")}}
	in, err := page.Filter.asked(c)
	if err != nil {
		return err
	}
	key := append([]string{"audit"}, page.Filter.fields()...)
	after, err := c.after("after", key...)
	if err != nil {
		return err
	}
	list, err := s.Tracker.ListAudit(c.Request().Context(), c.actor, in, workplan.Page{Limit: auditAPage, After: after})
	if err != nil {
		return err
	}
	if page.Chains, err = c.chains(); err != nil {
		return err
	}
	if err := c.auditRows(&page, list.Rows); err != nil {
		return err
	}
	page.paging = pagingOf(after, list.Next, page.Filter.after, key...)
	return c.show("audit", page)
}

// chains are the audit chains that the person may read as a whole, by what they are called.
func (c *call) chains() ([]option, error) {
	bodies, err := c.bodiesFor(workplan.ReadAudit)
	list := bodyOptions(bodies)
	if c.may(workplan.ReadAudit, "") {
		list = append(list, option{workplan.SystemChain, c.lang.T("Users and settings")})
	}
	return list, err
}

// auditRows makes entries readable: with names, and with ways to what they are about as far as the person may see it.
func (c *call) auditRows(page *auditPage, entries []workplan.AuditEntry) error {
	plans, err := c.plansOf()
	if err != nil {
		return err
	}
	codes := make([]string, len(entries))
	for n, e := range entries {
		codes[n] = e.OnBehalfOf
	}
	names, err := c.membersNamed(codes)
	if err != nil {
		return err
	}
	page.Actions = c.actionOptions()
	titles := map[string]string{}
	for _, p := range plans.Portfolio.Plans {
		page.Plans = append(page.Plans, option{p.Plan.Code, p.Plan.Title})
		titles[p.Plan.Code] = p.Plan.Title
	}
	about := make([]string, len(entries))
	for n, e := range entries {
		about[n] = e.Plan + "/" + e.Ref
	}
	items, err := c.site.Tracker.ItemTitles(c.Request().Context(), c.actor, about)
	if err != nil {
		return err
	}
	for n, e := range entries {
		row := auditRow{AuditEntry: e, Where: e.Chain, About: auditAbout(c.lang, e.Object, titles), Behalf: names.Name(e.OnBehalfOf)}
		row.Fields, row.Edits = fieldsOf(e)
		for _, o := range page.Chains {
			if o.Value == e.Chain {
				row.Where = o.Text
			}
		}
		if plans.planCalled(e.Plan) != nil {
			row.Of = planPath(e.Plan)
			if _, there := items[about[n]]; there {
				row.Item = itemPath(e.Plan, e.Ref)
			}
		}
		page.Entries = append(page.Entries, row)
	}
	return nil
}

// fieldsOf are the fields of which an entry tells, by name, without those in which nothing stood before or after, and whether anything stood there before.
func fieldsOf(e workplan.AuditEntry) (fields []toldField, edits bool) {
	var before, after map[string]any
	_ = json.Unmarshal([]byte(e.BeforeText), &before) // what is no object tells of no field
	_ = json.Unmarshal([]byte(e.AfterText), &after)
	all := maps.Clone(after)
	if all == nil {
		all = map[string]any{}
	}
	maps.Copy(all, before)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if f := (toldField{name, fieldText(before[name]), fieldText(after[name])}); f.Before+f.After != "" {
			fields = append(fields, f)
		}
	}
	return fields, len(before) > 0
}

// fieldText is a value of a field as people read it; "" for none.
func fieldText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		parts := make([]string, len(v))
		for n := range v {
			parts[n] = fieldText(v[n])
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if text := fieldText(v[name]); text != "" {
				parts = append(parts, name+": "+text)
			}
		}
		return strings.Join(parts, "; ")
	default:
		return fmt.Sprint(v)
	}
}

// authority says in words by what right an entry was made: as which role, for oneself, or as the operator.
func authority(l *language.Language, text string) string {
	role, _, _ := strings.Cut(text, ",")
	if called := l.Word(workplan.Role(role)); called != role {
		return l.T("as %s", strings.ToLower(called))
	}
	if role == "own" {
		return l.T("for themselves")
	}
	return text
}
