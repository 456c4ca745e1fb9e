-- What became of model breaches after they were incidents, as far as the log says it.

-- One row for each breach of which something was told. One without a row was open, and none of its comments was told. Whoever
-- writes a row holds the lock of last_position, so that it and its events are stored together, once.
create table followed_breach (
    instance        varchar(200)  not null,
    source          varchar(50)   not null,
    external_id     varchar(100)  not null,
    -- Tells a writer that somebody else was quicker.
    version         bigint        not null,
    -- When and by whom it was acknowledged; null where it is open.
    acknowledged    varchar(1000),
    -- As Darktrace counts, those included that this service wrote; null where Darktrace did not say.
    comment_count   bigint,
    -- The hashes of the comments that were told, 16 digits each; and a time: what was written up to then was told as well.
    comments        varchar(20000) not null,
    comments_until  bigint        not null,
    primary key (instance, source, external_id),
    foreign key (instance, source, external_id) references incident on delete cascade
);

-- One row for each instance: the time of its newest comment (epoch milliseconds), by Darktrace's clock or ours, whichever is
-- earlier.
create table followed_instance (
    instance        varchar(200)  primary key,
    newest_comment  bigint        not null
);
