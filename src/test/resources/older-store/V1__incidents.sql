-- What has been fetched, up to where, and how far each sink has come. The same statements run on H2 and PostgreSQL.

-- One row for each instance: its cursor, in creation times of Darktrace's (epoch milliseconds), and how it fares. The
-- version tells a writer that somebody else was quicker.
create table fetch_state (
    instance        varchar(200) primary key,
    version         bigint        not null,
    settled         bigint,
    position        bigint        not null,
    query_window    bigint        not null,
    newest          timestamp with time zone,
    more            boolean       not null,
    -- Where fetching began, by creation time, and up to when a look back has found what came later (epoch milliseconds).
    beginning       bigint,
    looked_back     bigint,
    last_success    timestamp with time zone,
    last_failure    timestamp with time zone,
    failure_code    varchar(100),
    failure         varchar(2000)
);

-- Whoever writes fetch_state or incident locks this row first, until the commit. Positions are thus handed out without
-- gaps, and incidents become visible in their order: a reader who has seen position 7 has seen every one below it.
create table last_position (
    position        bigint        not null
);
insert into last_position (position) values (0);

-- One row for each model breach that became an incident. A row outlives its document: that is what keeps a breach that is
-- fetched again from becoming a second incident.
create table incident (
    position        bigint        primary key,
    instance        varchar(200)  not null,
    pbid            varchar(100)  not null,
    created         bigint        not null,
    stored          timestamp with time zone not null,
    document        varchar(1000000),
    constraint one_incident_for_each_breach unique (instance, pbid)
);
-- With the pbid, so that what a fetch has seen is read from the index alone, without the documents.
create index incident_by_creation on incident (instance, created, pbid);
-- The position makes each of these enough to count by, without reading the documents.
create index incident_by_storing on incident (stored, position);
create index incident_by_instance on incident (instance, position);

-- One row for each push sink that was ever configured: everything up to its position was taken by it, and attempted is
-- the end of the request that failed last, so that it is repeated as it was.
create table sink_state (
    sink            varchar(200)  primary key,
    position        bigint        not null,
    attempted       bigint        not null,
    failures        integer       not null,
    failing_since   timestamp with time zone,
    next_attempt    timestamp with time zone,
    parked          boolean       not null,
    failure         varchar(2000)
);

-- ShedLock's table: who fetches an instance, serves a sink or cleans up at the moment.
create table shedlock (
    name            varchar(255)  primary key,
    lock_until      timestamp     not null,
    locked_at       timestamp     not null,
    locked_by       varchar(255)  not null
);
