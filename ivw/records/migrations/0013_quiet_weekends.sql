-- Whether the queue rests on Saturdays and Sundays, but for what cannot wait until Monday.
ALTER TABLE profile ADD COLUMN quiet_weekends BOOLEAN DEFAULT false;
