package tracker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// EditionReading is an edition with its forms, and the number of the edition that corrects it, 0 for none.
type EditionReading struct {
	workplan.ReportEdition
	Files       []workplan.EditionFile
	CorrectedBy int
}

// SetReport sets a report in every form of an edition; annex says whether with full histories, which the report holds in any case. It gives up
// when the context ends.
type SetReport func(ctx context.Context, r workplan.CompletionReport, annex bool) ([]workplan.EditionBytes, error)

// IssueEdition issues the report of an endorsed or closed plan as it stands: under the next number, with all that it was made from, in every
// form, for ever. It shows what its audience may see, whoever issues it. A correction has the audience of what it corrects, and lists what
// differs. At most [workplan.EditionsADay] of a plan are issued on one day. Who may: the body's secretariat and co-chairs.
func (t *Tracker) IssueEdition(ctx context.Context, actor workplan.Actor, plan string, ask EditionRequest, set SetReport) (EditionReading, error) {
	for {
		e, err := t.issueEdition(ctx, actor, plan, ask, set)
		if !errors.Is(err, errOvertaken) {
			return e, ask.pointed(err)
		}
	}
}

// errOvertaken: another edition has taken the number under which this one was drawn up.
var errOvertaken = errors.New("another edition was issued meanwhile")

// PreviewEdition draws up the report that [Tracker.IssueEdition] would issue now, marked as that edition, and stores nothing. Who may: as there.
func (t *Tracker) PreviewEdition(ctx context.Context, actor workplan.Actor, plan string, ask EditionRequest) (workplan.CompletionReport, error) {
	_, r, err := t.nextEdition(ctx, actor, plan, ask)
	return r, ask.pointed(err)
}

// nextEdition is the edition that may be issued now, with its report, drawn up without keeping anybody from writing.
func (t *Tracker) nextEdition(ctx context.Context, actor workplan.Actor, plan string, ask EditionRequest) (e workplan.ReportEdition, r workplan.CompletionReport, err error) {
	var before issuing
	err = rehearse(ctx, t, actor, ofPlan(plan), func(c *change) (err error) {
		before, err = t.issuing(c, plan, ask)
		return err
	})
	if err != nil {
		return e, r, err
	}
	return t.drawUp(ctx, actor, before)
}

// issueEdition draws the edition up and then stores it where it still has its number.
func (t *Tracker) issueEdition(ctx context.Context, actor workplan.Actor, plan string, ask EditionRequest, set SetReport) (EditionReading, error) {
	e, r, err := t.nextEdition(ctx, actor, plan, ask)
	if err != nil {
		return EditionReading{}, err
	}
	files, err := set(ctx, r, e.Annex)
	if err != nil {
		return EditionReading{}, err
	}
	sealed := seal(files)
	return write(ctx, t, actor, ofPlan(plan), func(c *change) (EditionReading, error) {
		now, err := t.issuing(c, plan, ask)
		if err != nil {
			return EditionReading{}, err
		}
		if now.number != e.Number {
			return EditionReading{}, errOvertaken
		}
		e.RecordedAt = c.at
		if err := c.AddEdition(&e, files); err != nil {
			return EditionReading{}, err
		}
		c.log(event{action: "issue edition", right: workplan.IssueEditions, object: workplan.Object{Body: now.plan.Body}, what: editionObject(e), plan: plan,
			after: workplan.AllFields(tellEdition(e, sealed))})
		return EditionReading{ReportEdition: e, Files: sealed}, nil
	})
}

// issuing is an edition that is about to be issued: what is asked for in full, and what it stands among.
type issuing struct {
	EditionRequest
	plan      workplan.WorkPlan
	number    int
	corrected *workplan.ReportEdition
}

// issuing checks that an edition may be issued now, and finds its number and what it corrects.
func (t *Tracker) issuing(c *change, plan string, ask EditionRequest) (issuing, error) {
	i := issuing{EditionRequest: ask, number: 1}
	var err error
	if i.plan, err = c.plan(plan); err != nil {
		return i, err
	}
	if err := c.actor.Must(workplan.IssueEditions, workplan.Object{Body: i.plan.Body}); err != nil {
		return i, err
	}
	if err := i.plan.Issuable(); err != nil {
		return i, err
	}
	editions, err := c.EditionsOf(plan)
	if err != nil {
		return i, err
	}
	today := 0
	for n, e := range editions {
		i.number = e.Number + 1
		if workplan.DateOf(e.RecordedAt.In(t.zone)) == c.today {
			today++
		}
		if e.Number == ask.Corrects {
			i.corrected = &editions[n]
			i.likeWhatItCorrects()
		}
	}
	if today >= workplan.EditionsADay {
		return i, workplan.Clash("too-many-editions", "%d editions of this plan were issued today; each is kept for ever. Issue the next one tomorrow.", today)
	}
	f := i.Faults()
	for _, named := range []struct{ pointer, code string }{{"/meeting", i.NewEdition.Meeting}, {"/as_of_meeting", i.When.Meeting}, {"/since_meeting", i.Since.Meeting}} {
		missing, err := c.meetingOf(i.plan.Body, named.pointer, named.code)
		if err != nil {
			return i, err
		}
		f = append(f, missing...)
	}
	if i.Scope.Audience.WiderThan(i.plan.Audience) {
		f.Add("/audience", "wider_than_plan", "the plan is for %s, so it has no report for %s", i.plan.Audience, i.Scope.Audience)
	}
	if err := i.corrects(editions, &f); err != nil {
		return i, err
	}
	return i, f.Err()
}

// likeWhatItCorrects takes over, where nothing else is asked for, how the corrected edition was asked for.
func (i *issuing) likeWhatItCorrects() {
	was := *i.corrected
	i.NewEdition = i.NewEdition.Like(was)
	switch {
	case i.AsOf != "" || i.When.Meeting != "":
	case was.AsOfMeeting != "":
		i.When.Meeting = was.AsOfMeeting
	default:
		i.AsOf = was.AsOf
	}
	if i.Since == (When{}) && !i.Uncompared {
		i.Since = When{AsOf: was.Since}
	}
}

// corrects checks that what is to be corrected is there, was not corrected before, and was for the same readers.
func (i issuing) corrects(editions []workplan.ReportEdition, f *workplan.Faults) error {
	switch was := i.corrected; {
	case i.Corrects <= 0:
		return nil
	case was == nil:
		f.Add("/corrects", "unknown", "this plan has no edition %d", i.Corrects)
		return nil
	case was.Audience != i.Scope.Audience:
		f.Add("/audience", "other_audience", "edition %d is for %s, and so is its correction; for %s issue an edition of its own", was.Number, was.Audience, i.Scope.Audience)
		return nil
	default:
		return was.Correctable(correctedBy(editions, was.Number))
	}
}

// correctedBy is the number of the edition that corrects another, 0 for none.
func correctedBy(editions []workplan.ReportEdition, number int) int {
	for _, e := range editions {
		if e.Corrects == number {
			return e.Number
		}
	}
	return 0
}

// drawUp makes the edition and its report, from what was recorded by now or by the moment asked for.
func (t *Tracker) drawUp(ctx context.Context, actor workplan.Actor, in issuing) (workplan.ReportEdition, workplan.CompletionReport, error) {
	at, err := t.settledNow(ctx)
	if err != nil {
		return workplan.ReportEdition{}, workplan.CompletionReport{}, err
	}
	known := in.KnownAt.UTC().Truncate(time.Microsecond)
	if in.KnownAt.IsZero() {
		known = at
	}
	if known.After(at) {
		return workplan.ReportEdition{}, workplan.CompletionReport{}, fault("/known_at", "in_future", "lies in the future")
	}
	e := workplan.ReportEdition{Plan: in.plan.Code, Number: in.number, IssuedBy: actor.Label(), GeneratedAt: at, MadeWith: t.program,
		EditionContent: workplan.EditionContent{AsOf: in.AsOf, AsOfMeeting: in.When.Meeting, KnownAt: known, ReportScope: in.Scope, Annex: in.WithAnnex(),
			Meeting: in.NewEdition.Meeting, Note: in.Note, Corrects: in.Corrects, CorrectionReason: in.CorrectionReason}}
	e.EditionContent = e.Kept()
	r, err := t.reportOf(ctx, e, When{AsOf: e.AsOf, Meeting: e.AsOfMeeting, KnownAt: known}, in.Since)
	if err != nil {
		return e, r, err
	}
	if r.Plan.Issuable() != nil {
		return e, r, fault("/as_of", "draft_then", "the plan was a draft then; it was endorsed on %s", in.plan.EndorsedOn)
	}
	e.AsOf, e.Revision = r.AsOf, r.Plan.Revision
	if r.Since != nil {
		e.Since = r.Since.Since
	}
	if r.Meeting != nil && e.Meeting == "" {
		e.Meeting = r.Meeting.Code
	}
	if in.corrected != nil {
		was, err := t.reportAgain(ctx, *in.corrected)
		if err != nil {
			return e, r, err
		}
		e.Differences = append(workplan.DifferencesOfEditions(*in.corrected, e), workplan.DifferencesBetween(was, r)...)
		e.EditionContent = e.Kept()
	}
	r.Edition, err = t.mark(ctx, e, in.plan.Body)
	return e, r, err
}

// mark is what the report of an edition prints of it.
func (t *Tracker) mark(ctx context.Context, e workplan.ReportEdition, body string) (*workplan.EditionMark, error) {
	if e.Meeting == "" {
		return e.Mark(nil), nil
	}
	meetings, err := meetingsAt(t.store.Read(ctx), body, workplan.View{AsOf: endOfTime, KnownAt: e.KnownAt})
	return e.Mark(named(bare(meetings, workplan.Circle(body, e.Audience), e.Audience), e.Meeting)), err
}

// reportOf reckons the report of an edition, as its audience could see the plan then.
func (t *Tracker) reportOf(ctx context.Context, e workplan.ReportEdition, when, since When) (workplan.CompletionReport, error) {
	ask := ReportRequest{When: when, Since: since, Scope: e.ReportScope, WithAnnex: true}
	return t.reportFor(ctx, e.Plan, ask, func(tx *store.Tx) (reader, error) {
		to, err := circle(tx, e.Plan, e.Audience, e.IssuedBy)
		if err != nil {
			return to, err
		}
		all, err := everything(tx)
		to.at, to.all = e.GeneratedAt, &all
		return to, err
	})
}

// reportAgain reckons the report of an edition that was issued, from what the edition says of itself: it is the same.
func (t *Tracker) reportAgain(ctx context.Context, e workplan.ReportEdition) (workplan.CompletionReport, error) {
	since := When{AsOf: e.Since, final: e.Since != ""}
	return t.reportOf(ctx, e, When{AsOf: e.AsOf, Meeting: e.AsOfMeeting, KnownAt: e.KnownAt, final: true}, since)
}

// seal hashes the bytes of the forms; the forms then come in the order of their addresses.
func seal(files []workplan.EditionBytes) []workplan.EditionFile {
	slices.SortFunc(files, func(a, b workplan.EditionBytes) int { return strings.Compare(a.File, b.File) })
	sealed := make([]workplan.EditionFile, len(files))
	for n := range files {
		files[n].Hash, files[n].Size = hashOf(files[n].Content), int64(len(files[n].Content))
		sealed[n] = files[n].EditionFile
	}
	return sealed
}

// hashOf is the SHA-256 of bytes in hexadecimal.
func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
