package api

import "sync"

// reportCache keeps the bytes of reports as long as their stamp says that nothing they rest on has changed. It is asked with the stamp of the
// moment, so that what it gives is never older than the database, on any instance.
type reportCache struct {
	mu     sync.Mutex
	kept   map[string]reportFile
	oldest []string
	bytes  int
	most   int
}

func newReportCache(mebibytes int) *reportCache {
	return &reportCache{kept: map[string]reportFile{}, most: mebibytes << 20}
}

// get gives the report kept under key with this stamp, or builds and keeps it.
func (r *reportCache) get(key, stamp string, build func() (reportFile, error)) (reportFile, error) {
	r.mu.Lock()
	kept, ok := r.kept[key]
	r.mu.Unlock()
	if ok && kept.stamp == stamp {
		return kept, nil
	}
	kept, err := build()
	if err != nil {
		return reportFile{}, err
	}
	kept.stamp = stamp
	r.keep(key, kept)
	return kept, nil
}

func (r *reportCache) keep(key string, report reportFile) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before, ok := r.kept[key]; ok {
		r.bytes -= len(before.body)
	} else {
		r.oldest = append(r.oldest, key)
	}
	r.kept[key] = report
	for r.bytes += len(report.body); r.bytes > r.most && len(r.oldest) > 0; r.oldest = r.oldest[1:] {
		r.bytes -= len(r.kept[r.oldest[0]].body)
		delete(r.kept, r.oldest[0])
	}
}
