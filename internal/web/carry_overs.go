package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// carryOverPage is the step at which a plan's open items are disposed of: what is to become of each, and, once that was asked for, what would follow.
type carryOverPage struct {
	tracker.CarryOverOptions
	Form     sheet
	Rows     []openRow
	Meetings []option
	MayCarry bool
	Preview  *tracker.CarryOverReading
	Blocks   blocks
	// Alike is what can be chosen for all items at once, Filled for how many that was just filled in.
	Alike  []option
	Filled int
	memberNames
}

// openRow is an open item with where it can go.
type openRow struct {
	tracker.OpenItem
	Kinds, Into []option
}

// Ready says whether the preview has nothing against it.
func (p carryOverPage) Ready() bool { return p.Preview != nil && len(p.Preview.Faults) == 0 }

// blocks are the faults of dispositions by the ref of their item, those of the whole under "".
type blocks map[string][]workplan.Sentence

// dispositionWords are what may become of an open item; to leave it open for now is none, and stands under "". They are texts of the catalogues.
var dispositionWords = map[workplan.DispositionKind]string{"": "stays open for now", workplan.DisposeCarry: "goes on in another plan",
	workplan.DisposeComplete: "was completed", workplan.DisposeWithdraw: "is withdrawn"}

// carryOver is the step with what there is to choose from. Who may: the secretariat and co-chairs.
func (c *call) carryOver(form sheet) (carryOverPage, error) {
	page := carryOverPage{Form: form, Blocks: blocks{}}
	var err error
	if page.CarryOverOptions, err = c.site.Tracker.CarryOverOptions(c.Request().Context(), c.actor, c.Param("plan")); err != nil {
		return page, err
	}
	if err := page.Takes(workplan.Say("carry-overs")); err != nil {
		return page, err
	}
	page.MayCarry = c.may(workplan.CarryOverItems, page.Body)
	if page.Meetings, err = c.decidingChoices(page.Body); err != nil {
		return page, err
	}
	items := make([]tracker.ItemReading, len(page.Items))
	for n, i := range page.Items {
		items[n] = i.ItemReading
	}
	if page.memberNames, err = c.membersOf(items); err != nil {
		return page, err
	}
	for _, i := range page.Items {
		row := openRow{OpenItem: i, Kinds: []option{{"", word(c.lang, dispositionWords, "")}}, Into: c.destinations(page, i)}
		for _, kind := range workplan.DispositionKinds {
			if len(row.Into) > 0 || kind != workplan.DisposeCarry {
				row.Kinds = append(row.Kinds, option{string(kind), word(c.lang, dispositionWords, kind)})
			}
		}
		page.Rows = append(page.Rows, row)
	}
	page.Alike = page.alike(c.lang)
	return page, nil
}

// destinations are where an item can go on: in items that name it as predecessor already, or under the objectives of later plans.
func (c *call) destinations(page carryOverPage, i tracker.OpenItem) []option {
	var o []option
	for _, name := range i.GoesOn {
		o = append(o, option{name, c.lang.T("in %s, which continues it already", name)})
	}
	for _, target := range page.Targets {
		o = append(o, option{target.Plan.Code + "#0", c.lang.T("%s, under the objective that continues its own", target.Plan.Title)})
		for _, objective := range target.Objectives {
			number := strconv.Itoa(objective.Number)
			o = append(o, option{target.Plan.Code + "#" + number, target.Plan.Title + ", " + number + ". " + objective.Title})
		}
	}
	return o
}

// intoValue is a destination as the form names it.
func intoValue(d *workplan.Destination) string {
	if d == nil {
		return ""
	}
	if d.Item != "" {
		return d.Plan + "/" + d.Item
	}
	return d.Plan + "#" + strconv.Itoa(d.Objective)
}

// showCarryOver shows the open items with what is suggested for each.
func (s *site) showCarryOver(c *call) error {
	page, err := c.carryOver(blank("effective_on", string(s.today())))
	if err != nil {
		return err
	}
	for _, i := range page.Items {
		page.Form.Values.Set("into-"+i.Ref, intoValue(i.Suggestion.Into))
		if i.Suggestion.Kind != workplan.DisposeWithdraw { // nobody gives up an item by not looking: whoever does says so, and why
			page.Form.Values.Set("kind-"+i.Ref, string(i.Suggestion.Kind))
		}
	}
	return c.show("carry_over", page)
}

// dispositions is what a form says of a carry-over. Items that stay open are left out of it.
func dispositions(f sheet, items []tracker.OpenItem) workplan.NewCarryOver {
	in := workplan.NewCarryOver{Partial: true, EffectiveOn: workplan.Date(f.text("effective_on")), Meeting: f.text("meeting"), Reason: f.text("reason")}
	said := map[string]bool{}
	for _, i := range items {
		d, disposed := disposition(f, i.Ref)
		if !disposed {
			continue
		}
		for n, to := range d.Into { // what is put together is described where it is named first
			if key := to.Plan + " " + to.Together; to.Together != "" && said[key] {
				d.Into[n].Fresh = workplan.Fresh{}
			} else {
				said[key] = true
			}
		}
		in.Dispositions = append(in.Dispositions, d)
	}
	return in
}

// disposition is what a form says of one item; false where it stays open.
func disposition(f sheet, ref string) (workplan.Disposition, bool) {
	d := workplan.Disposition{Ref: ref, Kind: workplan.DispositionKind(f.text("kind-" + ref)), Reason: f.text("reason-" + ref)}
	switch d.Kind {
	case "":
		return d, false
	case workplan.DisposeComplete:
		d.CompletedOn, d.Done = f.period("completed_on-"+ref), f.text("done-"+ref)
	case workplan.DisposeCarry:
		into := f.text("into-" + ref)
		if plan, item, there := strings.Cut(into, "/"); there {
			d.Into = []workplan.Destination{{Plan: plan, Item: item}}
		} else if plan, number, is := strings.Cut(into, "#"); is {
			objective, _ := strconv.Atoi(number) // what is no number leaves the choice to the carry-over
			d.Into = []workplan.Destination{{Plan: plan, Together: f.text("together-" + ref), Fresh: workplan.Fresh{Objective: objective, Title: f.text("title-" + ref), Due: f.period("due-" + ref)}}}
		}
	}
	return d, true
}

// sendCarryOver shows what would follow from what was chosen, or does it.
func (s *site) sendCarryOver(c *call) error {
	form := c.sent()
	switch form.Value("act") {
	case "apply":
	case "fill":
		return s.fillCarryOver(c, form)
	default:
		return s.previewCarryOver(c, form)
	}
	in := dispositions(form, refsIn(form))
	var refused error
	return write(c, &form, func(ctx context.Context) (made tracker.CarryOverReading, err error) {
		made, err = s.Tracker.CarryOverItems(ctx, c.actor, c.Param("plan"), in)
		refused = err
		return made, err
	}, func(r tracker.CarryOverReading) string {
		if len(r.Open) == 0 {
			return planPath(r.Plan.Code) + "/close?done=carried"
		}
		return planPath(r.Plan.Code) + "/carry-over?done=carried"
	}, func(status int) error {
		page, err := c.carryOver(form)
		if err != nil {
			return err
		}
		page.refuse(refused, in)
		return c.page(status, "carry_over", page)
	})
}

// refuse puts what a carry-over was refused for beside the items that it is about; what has become of items that are open no more stands at the head.
func (p *carryOverPage) refuse(err error, in workplan.NewCarryOver) {
	var refused *workplan.Error
	if !errors.As(err, &refused) {
		return
	}
	if p.block(refused.Faults, in); len(refused.Faults) == 0 {
		p.Blocks[""] = append(p.Blocks[""], refused.Detail)
	}
	for ref, messages := range p.Blocks {
		if ref != "" && !slices.ContainsFunc(p.Rows, func(r openRow) bool { return r.Ref == ref }) {
			p.Blocks[""] = append(p.Blocks[""], messages...)
			delete(p.Blocks, ref)
		}
	}
}

// refsIn are the items of which a form says something, whether they are open still or not, in the order of the form.
func refsIn(f sheet) []tracker.OpenItem {
	var items []tracker.OpenItem
	for _, ref := range f.Values["ref"] {
		items = append(items, tracker.OpenItem{ItemReading: tracker.ItemReading{ActionItem: workplan.ActionItem{Ref: ref}}})
	}
	return items
}

// previewCarryOver shows what would follow, with what stands in its way beside each item.
func (s *site) previewCarryOver(c *call, form sheet) error {
	page, err := c.carryOver(form)
	if err != nil {
		return err
	}
	in := dispositions(form, page.Items)
	if len(in.Dispositions) == 0 {
		page.Blocks[""] = []workplan.Sentence{workplan.Say("Every item stays open. Choose what becomes of at least one.")}
		return c.page(http.StatusUnprocessableEntity, "carry_over", page)
	}
	preview, err := s.Tracker.PreviewCarryOver(c.Request().Context(), c.actor, page.Code, in)
	if err != nil {
		return err
	}
	page.Preview = &preview
	page.block(preview.Faults, in)
	if form.Value("act") == "edit" || !page.Ready() {
		status := http.StatusOK
		if !page.Ready() {
			status = http.StatusUnprocessableEntity
		}
		return c.page(status, "carry_over", page)
	}
	return c.show("carry_over_preview", page)
}

// block puts faults beside the items and fields that they are about.
func (p *carryOverPage) block(faults workplan.Faults, in workplan.NewCarryOver) {
	for _, f := range faults {
		ref, rest := "", f.Pointer
		if after, is := strings.CutPrefix(f.Pointer, "/dispositions/"); is {
			place, field, _ := strings.Cut(after, "/")
			if n, err := strconv.Atoi(place); err == nil && n < len(in.Dispositions) {
				ref, rest = in.Dispositions[n].Ref, field
			}
		}
		message := f.Message
		if label, known := language.Labels[strings.Trim(rest, "/")]; known && ref == "" {
			message = workplan.Say("%s: %s", workplan.Sentence{Text: label, Format: label}, message)
		}
		p.Blocks[ref] = append(p.Blocks[ref], message)
	}
}
