package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// planFilter is what the address of a plan's page asks of its table. A lead, objective or topic that the plan does not have finds nothing.
type planFilter struct {
	Query     string
	Status    string
	Health    string
	Lead      string
	Objective string
	Topic     string
	Only      string // overdue, silent, open, attention, continuing, late
	Sort      string
	Falling   bool
	Page      int
}

func planFilterOf(q url.Values) planFilter {
	f := planFilter{Query: strings.TrimSpace(q.Get("q")), Status: q.Get("status"), Health: q.Get("health"), Lead: q.Get("lead"), Objective: q.Get("objective"),
		Topic: q.Get("topic"), Only: q.Get("only")}
	f.Sort, f.Falling = strings.CutPrefix(q.Get("sort"), "-")
	if !f.Falling {
		f.Sort = q.Get("sort")
	}
	f.Page, _ = strconv.Atoi(q.Get("page")) // what is no number is the first page
	return f
}

// Narrows says whether anything is left out.
func (f planFilter) Narrows() bool {
	return f.Query+f.Status+f.Health+f.Lead+f.Objective+f.Topic+f.Only != ""
}

// SortWord is how the table is sorted, as an address says it; "" for the order of the plan.
func (f planFilter) SortWord() string {
	if f.Falling {
		return "-" + f.Sort
	}
	return f.Sort
}

// values are the filter as the query of an address.
func (f planFilter) values(m moment) url.Values {
	v := m.Values()
	for name, value := range map[string]string{"q": f.Query, "status": f.Status, "health": f.Health, "lead": f.Lead, "objective": f.Objective, "topic": f.Topic, "only": f.Only} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if f.Sort != "" {
		v.Set("sort", f.SortWord())
	}
	if f.Page > 1 {
		v.Set("page", strconv.Itoa(f.Page))
	}
	return v
}

// Only is the address of the same page with one condition more.
func (p planPage) Only(word string) string {
	return p.address(planFilter{Only: word})
}

// SortBy is the address that sorts the table by a column: the other way round where it is sorted by it.
func (p planPage) SortBy(word string) string {
	f := p.Filter
	f.Falling = cmp.Or(f.Sort, "ref") == word && !f.Falling
	f.Sort, f.Page = word, 0
	return p.address(f)
}

// Sorted tells how a column is sorted, as a screen reader says it.
func (p planPage) Sorted(word string) string {
	switch {
	case cmp.Or(p.Filter.Sort, "ref") != word:
		return "none"
	case p.Filter.Falling:
		return "descending"
	default:
		return "ascending"
	}
}

// PageAddress is the address of another page of the table.
func (p planPage) PageAddress(n int) string {
	f := p.Filter
	f.Page = n
	return p.address(f)
}

// Next and Before are the numbers of the pages beside this one.
func (p planPage) Next() int   { return p.Page + 1 }
func (p planPage) Before() int { return p.Page - 1 }

func (p planPage) address(f planFilter) string {
	query := f.values(p.Moment).Encode()
	if query == "" {
		return planPath(p.Report.Plan.Code)
	}
	return planPath(p.Report.Plan.Code) + "?" + query
}

// planChoices are what the filter offers: only what is there.
type planChoices struct {
	Statuses []workplan.Status
	Healths  []workplan.Health
	Leads    []workplan.Group
	Topics   []workplan.Group
}

func choicesOf(r workplan.CompletionReport) planChoices {
	c := planChoices{Leads: r.ByLead, Topics: r.ByTopic}
	for _, s := range workplan.Statuses {
		if r.Headline.ByStatus[s]+r.Headline.ContinuingByStatus[s] > 0 {
			c.Statuses = append(c.Statuses, s)
		}
	}
	for _, h := range workplan.Healths {
		if slices.ContainsFunc(r.Items, func(i workplan.ReportItem) bool { return i.Item.Health == h }) {
			c.Healths = append(c.Healths, h)
		}
	}
	return c
}

// choice is a word of an address and the text that offers it.
type choice struct{ Word, Text string }

// Columns are those of the table, with the words by which they are sorted.
func (p planPage) Columns() []choice {
	return []choice{{"ref", "Ref"}, {"title", "Action item"}, {"lead", "Lead"}, {"status", "Status"}, {"due", "Due"}, {"reported", "Last reported"}, {"", "Act"}}
}

// Onlys are the conditions that the filter offers, in its order.
func (p planPage) Onlys() []choice {
	return []choice{{"open", "open"}, {"attention", "needing attention"}, {"overdue", "overdue"}, {"silent", "silent"}, {"late", "completed late"}, {"continuing", "continuing"}}
}

// Day is the day to which the page is turned, where it is turned to a day.
func (p planPage) Day() string { return dayIn(p.Moment.AsOf) }

// onlys are the conditions that headline numbers lead to.
var onlys = map[string]func(workplan.ReportItem) bool{
	"open":       func(i workplan.ReportItem) bool { return i.Item.Status.Open() },
	"overdue":    func(i workplan.ReportItem) bool { return i.OverdueDays > 0 },
	"silent":     func(i workplan.ReportItem) bool { return i.Silent },
	"late":       func(i workplan.ReportItem) bool { return i.Late },
	"continuing": func(i workplan.ReportItem) bool { return i.Item.Nature == workplan.NatureContinuing },
	"attention":  func(i workplan.ReportItem) bool { return len(i.Concerns) > 0 },
}

// keyOfObjective is the key under which a report groups the items of an objective.
func keyOfObjective(number int) string {
	if number == 0 {
		return ""
	}
	return strconv.Itoa(number)
}

// filtered lists the items of a report that the filter keeps, in its order.
func (c *call) filtered(f planFilter, r workplan.CompletionReport) ([]workplan.ReportItem, error) {
	found, err := c.found(f.Query, r)
	if err != nil {
		return nil, err
	}
	only := onlys[f.Only]
	items := slices.DeleteFunc(slices.Clone(r.Items), func(i workplan.ReportItem) bool {
		keeps := (f.Status == "" || string(i.Item.Status) == f.Status) && (f.Health == "" || string(i.Item.Health) == f.Health) &&
			(f.Lead == "" || i.Item.Leads.Has(f.Lead) || f.Lead == "none" && len(i.Item.Leads) == 0) &&
			(f.Objective == "" || strconv.Itoa(i.Item.Objective) == f.Objective) && (f.Topic == "" || i.Item.Topics.Has(f.Topic)) &&
			(found == nil || found[i.Item.Ref])
		return !keeps || f.Only != "" && !only(i)
	})
	order := itemOrders[cmp.Or(f.Sort, "ref")]
	slices.SortStableFunc(items, func(a, b workplan.ReportItem) int {
		n := order(r, a, b)
		if f.Falling {
			n = -n
		}
		return n
	})
	return items, nil
}

// found asks the search which items of the plan have some words; nil where none are asked for.
func (c *call) found(query string, r workplan.CompletionReport) (map[string]bool, error) {
	if query == "" {
		return nil, nil
	}
	refs := map[string]bool{}
	page := workplan.Page{Limit: 200}
	for {
		list, err := c.site.Tracker.ListItems(c.Request().Context(), c.actor, workplan.ItemFilter{Plan: workplan.List{r.Plan.Code}, Query: query}, page, tracker.When{})
		if err != nil {
			return nil, err
		}
		for _, i := range list.Rows {
			refs[i.Ref] = true
		}
		if page.After = list.Next; page.After == nil {
			return refs, nil
		}
	}
}

// itemOrders are the columns by which the table can be sorted; what is equal in one keeps the order of the plan.
var itemOrders = map[string]func(r workplan.CompletionReport, a, b workplan.ReportItem) int{
	"ref": func(_ workplan.CompletionReport, a, b workplan.ReportItem) int {
		return cmp.Compare(a.Item.RefKey, b.Item.RefKey)
	},
	"title": func(_ workplan.CompletionReport, a, b workplan.ReportItem) int {
		return cmp.Compare(strings.ToLower(a.Item.Title), strings.ToLower(b.Item.Title))
	},
	"lead": func(r workplan.CompletionReport, a, b workplan.ReportItem) int {
		return cmp.Compare(firstLead(r, a), firstLead(r, b))
	},
	"status": func(_ workplan.CompletionReport, a, b workplan.ReportItem) int {
		return cmp.Compare(slices.Index(workplan.Statuses, a.Item.Status), slices.Index(workplan.Statuses, b.Item.Status))
	},
	"health": func(_ workplan.CompletionReport, a, b workplan.ReportItem) int {
		return -cmp.Compare(slices.Index(workplan.Healths, a.Item.Health), slices.Index(workplan.Healths, b.Item.Health))
	},
	"due": func(_ workplan.CompletionReport, a, b workplan.ReportItem) int {
		return cmp.Compare(a.Item.DueKey, b.Item.DueKey)
	},
	"reported": func(_ workplan.CompletionReport, a, b workplan.ReportItem) int {
		return cmp.Compare(a.Item.LastReportedOn, b.Item.LastReportedOn)
	},
}

// firstLead is the name by which an item sorts among leads; without one it comes last.
func firstLead(r workplan.CompletionReport, i workplan.ReportItem) string {
	if len(i.Item.Leads) == 0 {
		return "\uffff"
	}
	return cmp.Or(r.Names[i.Item.Leads[0]], i.Item.Leads[0])
}
